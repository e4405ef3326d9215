import { describe, expect, it } from 'vitest'
import { commands } from '#cli/commands'
import { runCommand } from '#cli/run-command'
import { captureIo } from './captured-io'

describe('zhanqun', () => {
  it('says how to use it and exits 2 without a command, or with one it does not know', async () => {
    for (const words of [[], ['nonsense'], ['constructor']]) {
      const { io, written } = captureIo()
      expect(await runCommand(words, io)).toBe(2)
      expect(written.err).toContain('用法：zhanqun')
      expect(written.out).toBe('')
    }
  })

  it('lists every command when asked for help', async () => {
    const { io, written } = captureIo()
    expect(await runCommand(['--help'], io)).toBe(0)
    for (const { name, summary } of commands.values()) expect(written.out).toMatch(new RegExp(`  ${name} +${summary}`))
  })

  it('shows the usage of one command without running it', async () => {
    const { io, written } = captureIo()
    expect(await runCommand(['verify', 'missing.json', '--help'], io)).toBe(0)
    expect(written.out).toContain('zhanqun verify 文件')
  })

  it('exits 2 with a sentence when a command could not run', async () => {
    const { io, written } = captureIo()
    expect(await runCommand(['verify', '/nowhere/log.json'], io)).toBe(2)
    expect(written.err).toBe('无法读取 /nowhere/log.json（文件不存在），请检查路径和权限\n')
  })

  it('finds each command under the name of its file', () => {
    expect([...commands.keys()]).toEqual(expect.arrayContaining(['check', 'inspect', 'verify']))
  })
})

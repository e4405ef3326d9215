import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { projectUrl } from '#shared/contract/surroundings'

const root = fileURLToPath(projectUrl('.'))
const zhanqun = path.join(root, 'build/bin/zhanqun.mjs')
const environment = { ...process.env, DATABASE_URL: '' }

let dataDir: string
let started: ChildProcess[]

const isRunning = (child: ChildProcess) => child.exitCode === null && child.signalCode === null

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'zhanqun-platform-'))
  await chmod(dataDir, 0o755)
  started = []
})
afterEach(async () => {
  for (const child of started.filter(isRunning)) await end(child, 'SIGTERM')
  await rm(dataDir, { recursive: true, force: true })
})

const run = (...args: string[]) => start(process.execPath, zhanqun, 'platform', ...args)

function start(program: string, ...args: string[]) {
  const child = spawn(program, args, { env: environment, cwd: root })
  started.push(child)
  return child
}

/** Starts a platform and waits for the address it prints. */
async function runToAddress(...args: string[]): Promise<{ child: ChildProcess; url: string }> {
  const child = run(...args)
  return { child, url: await addressSaidBy(child) }
}

async function addressSaidBy(child: ReturnType<typeof run>): Promise<string> {
  let said = ''
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    said += String(chunk)
    const url = /http:\/\/\S+/.exec(said)?.[0]
    if (url) return url
  }
  throw new Error(`zhanqun platform ended: ${said}`)
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const ended = once(child, 'exit')
  child.kill(signal)
  const [code] = (await ended) as [number | null]
  return code
}

const incarnationAt = async (url: string) =>
  ((await (await fetch(`${url}/v1/health`)).json()) as { incarnation: string }).incarnation

describe('zhanqun platform', () => {
  it('runs on its own PostgreSQL, and SIGTERM stops it cleanly with the database', async () => {
    const { child, url } = await runToAddress('--port', '0', '--data', dataDir)
    expect(await incarnationAt(url)).toMatch(/^[0-9a-f-]{36}$/)
    // As under npm, where one Ctrl+C arrives twice.
    child.kill('SIGTERM')
    expect(await end(child, 'SIGTERM')).toBe(0)
    await expect(fetch(`${url}/v1/health`)).rejects.toThrow()
  })

  it('ends with npx, which tells only its shell to stop', async () => {
    const npx = start('npx', '--no-install', 'zhanqun', 'platform', '--port', '0', '--data', dataDir)
    const url = await addressSaidBy(npx)
    const ended = once(npx, 'close')
    await end(npx, 'SIGTERM')
    // Its output closes with the last process that holds it, which is the platform.
    await ended
    await expect(fetch(`${url}/v1/health`)).rejects.toThrow()
  })

  it('comes back on the same data after it was killed, as the same incarnation', async () => {
    const first = await runToAddress('--port', '0', '--data', dataDir)
    const incarnation = await incarnationAt(first.url)
    await end(first.child, 'SIGKILL')
    const second = await runToAddress('--port', '0', '--data', dataDir)
    expect(await incarnationAt(second.url)).toBe(incarnation)
    expect(await end(second.child, 'SIGINT')).toBe(0)
  })

  it('leaves the data alone that another platform uses, and says so', async () => {
    const first = await runToAddress('--port', '0', '--data', dataDir)
    const second = run('--port', '0', '--data', dataDir)
    let said = ''
    second.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
    expect(await once(second, 'close')).toEqual([2, null])
    expect(said).toContain('正被另一个平台进程使用')
    expect(await incarnationAt(first.url)).toBeTruthy()
  })

  it.each([['--port', 'x'], ['--port', '70000'], ['--scale', '0', '--demo'], ['--colour']])(
    'refuses usage that it does not understand: %s %s',
    async (...args) => {
      const child = run(...args)
      child.stdout.resume()
      child.stderr.resume()
      expect(await once(child, 'close')).toEqual([2, null])
    },
  )
})

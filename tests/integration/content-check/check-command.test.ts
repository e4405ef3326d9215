import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { command } from '#cli/commands/check'
import { docx, idNumber, paragraph } from './files'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'zhanqun-check-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

async function run(args: readonly string[], stdin: readonly Uint8Array[] = []) {
  let [out, err] = ['', '']
  const code = await command.run(args, {
    stdout: (text) => void (out += text),
    stderr: (text) => void (err += text),
    stdin: (async function* () {
      yield* stdin
    })(),
    signal: new AbortController().signal,
  })
  const lines = () =>
    out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  return { code, out, err, lines }
}

const put = (name: string, content: Uint8Array | string) => {
  const file = path.join(folder, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, content)
  return file
}

describe('zhanqun check', () => {
  it('exits 0 for a clean file and prints a line with no hits', async () => {
    const file = put('通知.txt', '加强政务公开工作')
    const { code, lines } = await run([file, '--format', 'jsonl'])
    expect(code).toBe(0)
    expect(lines()).toEqual([{ file, hits: [] }])
  })

  it('goes through a folder in order, with a line for each file and each member of a zip', async () => {
    put('b/名单.zip', zipSync({ 'x.docx': docx(paragraph('机密★20年')) }))
    put('a.txt', `身份证：${idNumber}`)
    put('c.pdf', '%PDF-1.4 broken')
    const { code, lines } = await run([folder, '--format', 'jsonl'])
    const names = lines().map(({ file }) => file.slice(folder.length + 1))
    expect(code).toBe(1)
    expect(names).toEqual(['a.txt', 'b/名单.zip', 'b/名单.zip!x.docx', 'c.pdf'])
    expect(lines()[0].hits).toEqual([
      { rule: 'id-card', severity: 'block', start: 4, end: 22, text: idNumber, part: 'body' },
    ])
    expect(lines()[3].unreadable).toContain('人工核查')
  })

  it('tells with --detail what was read and by what, and notes what is odd about a file', async () => {
    const file = put('通知.txt', docx(paragraph('好')))
    expect((await run([file, '--format', 'jsonl', '--detail'])).lines()).toMatchObject([
      {
        file,
        extractor: expect.stringMatching(/^docx@\d+$/),
        packVersion: expect.any(String),
        coverage: [{ part: 'body', units: 2 }, { part: 'file type' }],
        notes: ['扩展名 .txt 与内容（docx）不符'],
      },
    ])
    expect((await run([file])).out).toContain('注意  扩展名 .txt')
  })

  it('exits 1 when a file could not be read though nothing was hit', async () => {
    expect((await run([put('a.docx', 'PK\u0003\u0004broken'), '--format', 'jsonl'])).code).toBe(1)
  })

  it('reads standard input', async () => {
    const { code, lines } = await run(['-', '--format', 'jsonl'], [strToU8('秘密'), strToU8('★5年')])
    expect(code).toBe(1)
    expect(lines()).toMatchObject([{ file: '-', hits: [{ rule: 'secrecy-mark', text: '秘密★5年' }] }])
  })

  it('tells a reader the rule, the place and the masked surroundings', async () => {
    const { out } = await run([put('a.txt', `电话13805911234，${idNumber}`)])
    expect(out).toContain('拦截  公民身份号码  [body 14-32]')
    expect(out).toContain('电话138****1234')
  })

  it('exits 2 for wrong usage and for what is not there', async () => {
    expect((await run([])).code).toBe(2)
    expect((await run(['a', '--format', 'xml'])).code).toBe(2)
    expect((await run(['--nonsense'])).code).toBe(2)
    const missing = await run([path.join(folder, 'none')])
    expect(missing.code).toBe(2)
    expect(missing.err).toContain('找不到')
  })
})

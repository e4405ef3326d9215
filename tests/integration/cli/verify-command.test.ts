import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SealedDocument } from '#shared/contract/sealed-document'
import { canonicalJson } from '#shared/signing/canonical-json'
import { sealDocument } from '#shared/signing/seal-document'
import { generateKeyPair } from '#shared/signing/sm2'
import { zhanqun } from './run'

const { publicKey, privateKey } = generateKeyPair()
const signer = { operatorId: '00000000-0000-7000-8000-000000000009', name: '魏正国', publicKey }

const logOf = (day: string, previous: SealedDocument | null): SealedDocument =>
  sealDocument({
    format: 'zhanqun.daily-log/1',
    parts: { header: { day, remark: '已巡查全部子站' }, figures: { sites: 970, findings: 3 }, findings: [] },
    previous: previous && { day: '2026-11-22', seal: previous.seal },
    signer,
    signedAt: `${day}T09:30:00.000Z`,
    privateKey,
  })

const yesterday = logOf('2026-11-22', null)
const today = logOf('2026-11-23', yesterday)
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'zhanqun-verify-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function fileWith(name: string, text: string): Promise<string> {
  const file = path.join(folder, name)
  await writeFile(file, text)
  return file
}

it('says valid of a signed log, and of two that follow each other', async () => {
  const files = [
    await fileWith('22.json', canonicalJson(yesterday)),
    await fileWith('23.json', canonicalJson(today)),
  ] as const
  expect(await zhanqun('verify', files[1])).toMatchObject({ code: 0, output: expect.stringContaining('有效 valid') })
  expect(await zhanqun('verify', ...files)).toMatchObject({ code: 0 })
  expect(await zhanqun('verify', folder)).toMatchObject({
    code: 0,
    output: expect.stringContaining('签发链  2 份日志'),
  })
})

it.each([
  ['a figure', '"sites":970', '"sites":971', 'figures'],
  ['the remark', '已巡查全部子站', '已巡查全部子栈', 'header'],
  ['the time of signing', '09:30:00', '09:31:00', '签名清单'],
  ['the signer', '魏正国', '魏正图', '签名清单'],
])('names the part when one character of %s was changed', async (_what, was, is, part) => {
  const changed = canonicalJson(today).replace(was, is)
  expect(changed).not.toBe(canonicalJson(today))
  const { code, output } = await zhanqun('verify', await fileWith('changed.json', changed))
  expect(code).toBe(1)
  expect(output).toContain('无效 invalid')
  expect(output).toContain(part)
})

it('ends with 2 where there is nothing to verify', async () => {
  expect(await zhanqun('verify')).toMatchObject({ code: 2 })
  expect(await zhanqun('verify', path.join(folder, 'none.json'))).toMatchObject({
    code: 2,
    errors: expect.stringContaining('文件不存在'),
  })
})

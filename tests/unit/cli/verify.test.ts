import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { command } from '#cli/commands/verify'
import type { SealedDocument } from '#shared/contract/sealed-document'
import { canonicalBytes, sealDocument } from '#shared/signing/seal-document'
import { generateKeyPair } from '#shared/signing/sm2'
import { captureIo } from './captured-io'

const keys = generateKeyPair()
const signer = { operatorId: '01900000-0000-7000-8000-000000000001', name: '张签发', publicKey: keys.publicKey }
const signed = (day: string, previous: SealedDocument['manifest']['previous']) =>
  sealDocument({
    format: 'zhanqun.daily-log/1',
    parts: { header: { day }, figures: { sites: 3 } },
    previous,
    signer,
    signedAt: `${day}T09:30:00.000Z`,
    privateKey: keys.privateKey,
  })

const first = signed('2026-03-02', null)
const second = signed('2026-03-03', { day: '2026-03-02', seal: first.seal })

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'verify-'))
})
afterAll(() => rm(folder, { recursive: true }))

const stored = async (name: string, bytes: Uint8Array | string) => {
  await writeFile(path.join(folder, name), bytes)
  return path.join(folder, name)
}
const verify = async (...files: string[]) => {
  const { io, written } = captureIo()
  const code = await command.run(files, io)
  return { code, ...written }
}

describe('zhanqun verify', () => {
  it('says valid, by whom, when, with which key and after which document', async () => {
    const { code, out } = await verify(await stored('second.json', canonicalBytes(second)))
    expect(code).toBe(0)
    expect(out).toContain('有效 valid')
    expect(out).toContain('日期：2026-03-03')
    expect(out).toContain('签发人：张签发')
    expect(out).toContain('签发时间：2026-03-03 17:30:00（北京时间）')
    expect(out).toMatch(/公钥指纹：([0-9a-f]{4} ){7}[0-9a-f]{4}\n/)
    expect(out).toContain(`上一份：2026-03-02，封印 ${first.seal}`)
  })

  it('exits 1 and names the part when one byte was changed', async () => {
    const text = Buffer.from(canonicalBytes(first)).toString().replace('"sites":3', '"sites":2')
    const { code, out } = await verify(await stored('changed.json', text))
    expect(code).toBe(1)
    expect(out).toContain('无效 invalid')
    expect(out).toContain('figures：')
    expect(out).not.toContain('签发人')
  })

  it('exits 1 for what is no signed document', async () => {
    const { code, out } = await verify(await stored('nonsense.json', 'nonsense'))
    expect(code).toBe(1)
    expect(out).toContain('文件格式：第 1 字节')
  })

  it('follows the chain through several files in their order', async () => {
    const files = [await stored('1.json', canonicalBytes(first)), await stored('2.json', canonicalBytes(second))]
    expect((await verify(...files)).code).toBe(0)
    const backwards = await verify(...files.reverse())
    expect(backwards.code).toBe(1)
    expect(backwards.out).toContain('签发链：')
  })

  it('exits 2 without files or with an option it does not have', async () => {
    expect((await verify()).code).toBe(2)
    expect((await verify('--deep')).err).toContain('用法：zhanqun verify')
  })

  it('refuses a folder or a missing file as unreadable', async () => {
    await expect(verify(folder)).rejects.toThrow(expect.objectContaining({ code: 'unreadable' }))
    await expect(verify(path.join(folder, 'missing'))).rejects.toThrow(/文件不存在/)
  })
})

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { command } from '#cli/commands/verify'
import type { SealedDocument } from '#shared/contract/sealed-document'
import { canonicalBytes, sealDocument } from '#shared/signing/seal-document'
import { createPlatformAuthority, createRoot } from '#shared/signing/certificates/authority'
import { readCertificate } from '#shared/signing/certificates/certificate'
import { issueRevocationList } from '#shared/signing/certificates/revocation-list'
import { generateKeyPair } from '#shared/signing/sm2'
import { sm3Hex } from '#shared/signing/sm3'
import { certified, testAuthority, testRootPem } from '#tests/authority'
import { createChance } from '#tests/chance'
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

  it('follows the chain through several files in whatever order', async () => {
    const files = [await stored('1.json', canonicalBytes(first)), await stored('2.json', canonicalBytes(second))]
    for (const order of [files, files.toReversed()]) {
      const { code, out } = await verify(...order)
      expect(code).toBe(0)
      expect(out).toContain('签发链  2 份日志，2026-03-02 至 2026-03-03')
      expect(out).toContain('全部有效 valid')
    }
  })

  it('says in its help what each exit code means', () => {
    for (const words of ['0 全部有效', '1 有文件被改动', '2 用法有误', '--trust', '--revoked'])
      expect(command.usage).toContain(words)
  })

  it('exits 2 without files, and refuses an option it does not have', async () => {
    expect((await verify()).code).toBe(2)
    await expect(verify('--deep')).rejects.toThrow(/用法：zhanqun verify/)
  })

  it('refuses a missing file and a folder without documents as unreadable', async () => {
    await expect(verify(path.join(folder, 'missing'))).rejects.toThrow(/文件不存在/)
    await expect(verify(await mkdtemp(path.join(tmpdir(), 'none-')))).rejects.toThrow(/没有签发文件/)
  })
})

describe('zhanqun verify over a folder', () => {
  const week = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06', '2026-03-09', '2026-03-11']
  const logs: SealedDocument[] = []
  let place: string
  beforeAll(async () => {
    place = await mkdtemp(path.join(tmpdir(), 'chain-'))
    for (const day of week) {
      const before = logs.at(-1)
      logs.push(signed(day, before ? { day: week[logs.length - 1] ?? '', seal: before.seal } : null))
    }
    for (const [at, document] of logs.entries())
      await writeFile(path.join(place, `${week[at]}.json`), canonicalBytes(certified(document)))
    await writeFile(path.join(place, 'root.pem'), testRootPem)
  })
  afterAll(() => rm(place, { recursive: true }))

  const trusting = (...more: string[]) => verify(place, '--trust', path.join(place, 'root.pem'), ...more)

  it('finds the whole chain valid under a root that it is told to trust', async () => {
    const { code, out } = await trusting()
    expect(code).toBe(0)
    expect(out).toContain('7 份日志，2026-03-02 至 2026-03-11')
    expect(out).toContain('是您信任的根证书')
  })

  it('says that the chain is consistent where it is told of no root', async () => {
    const { code, out } = await verify(place)
    expect(code).toBe(0)
    expect(out).toContain('未经您确认，请用 --trust')
  })

  it('shows the days without a log, days off and working days apart', async () => {
    const { out } = await trusting()
    expect(out).toContain('2026-03-07 至 3月8日：休息日')
    expect(out).toContain('2026-03-10：工作日，没有签发的日志')
  })

  it('names the day that is missing in between', async () => {
    const gone = path.join(place, '2026-03-04.json')
    const bytes = await readFile(gone)
    await rm(gone)
    const { code, out } = await trusting()
    await writeFile(gone, bytes)
    expect(code).toBe(1)
    expect(out).toContain('2026-03-05.json：缺少它之前的一份：2026-03-04')
  })

  it('refuses another root than it is told to trust', async () => {
    const foreign = await stored('foreign.pem', createRoot('2026-01-01T00:00:00.000Z').certificates.join(''))
    const { code, out } = await verify(place, '--trust', foreign)
    expect(code).toBe(1)
    expect(out).toContain('证书链：根证书不是您所信任的根证书')
  })

  it('refuses a log that was signed with a certificate revoked before', async () => {
    const { serial } = readCertificate(certified(first).certificates?.[0] ?? '')
    const revoked = [{ serial, from: '2026-03-05T00:00:00.000Z' }]
    const list = issueRevocationList({ issuer: testAuthority, issuedAt: '2026-03-12T00:00:00.000Z', revoked })
    const { code, out } = await trusting('--revoked', await stored('revoked.crl', list + testAuthority.certificates[0]))
    expect(code).toBe(1)
    expect(out).toContain('2026-03-04.json  有效')
    expect(out).toMatch(/2026-03-05\.json\n {2}无效 invalid\n {2}日期：2026-03-05\n {2}证书链：签发人证书已于/)
  })

  it('can not run with a list that nobody vouches for', async () => {
    const list = issueRevocationList({ issuer: testAuthority, issuedAt: '2026-03-12T00:00:00.000Z', revoked: [] })
    const other = createPlatformAuthority(createRoot('2026-01-01T00:00:00.000Z'), '2026-01-01T00:00:00.000Z')
    for (const issuer of ['', other.certificates[0] ?? ''])
      await expect(trusting('--revoked', await stored('alone.crl', list + issuer))).rejects.toThrow(/alone\.crl/)
  })

  it('can not run with a root or a list that was changed', async () => {
    const damaged = testRootPem.replace(/[A-Z](?=[^\n]*\n-----END)/, (letter) => (letter === 'A' ? 'B' : 'A'))
    await expect(verify(place, '--trust', await stored('damaged.pem', damaged))).rejects.toThrow(/damaged\.pem/)
    await expect(verify(place, '--revoked', await stored('none.crl', 'none'))).rejects.toThrow(/none\.crl/)
  })

  it('finds evidence that is not what its name says', async () => {
    const bytes = Buffer.from('WARC/1.1')
    const name = path.join(place, `${sm3Hex(bytes)}.warc.gz`)
    await writeFile(name, bytes)
    expect(await trusting()).toMatchObject({ code: 0, out: expect.stringContaining('证据  1 份，均与其摘要相符') })
    await writeFile(name, 'WARC/1.0')
    expect(await trusting()).toMatchObject({ code: 1, out: expect.stringContaining('内容与文件名中的摘要不符') })
    await rm(name)
  })

  it('finds and names any single changed byte, wherever it stands', async () => {
    const chance = createChance(20_260_302)
    for (let round = 0; round < 60; round += 1) {
      const day = week[chance.below(week.length)] ?? ''
      const file = path.join(place, `${day}.json`)
      const bytes = await readFile(file)
      const at = chance.below(bytes.length)
      const changed = Buffer.from(bytes)
      changed[at] = (bytes[at] ?? 0) ^ (1 << chance.below(8))
      await writeFile(file, changed)
      const { code, out } = await trusting()
      await writeFile(file, bytes)
      expect(code, `${day} byte ${at}`).toBe(1)
      expect(out, `${day} byte ${at}`).toContain(`${file}\n  无效 invalid`)
    }
  })
})

import { beforeAll, describe, expect, it } from 'vitest'
import type { SealedDocument } from '#shared/contract/sealed-document'
import { canonicalJson } from '#shared/signing/canonical-json'
import { canonicalBytes, sealDocument } from '#shared/signing/seal-document'
import { generateKeyPair } from '#shared/signing/sm2'
import { documentFaults, verifyDocument } from '#shared/signing/verify-document'
import { verifyFile } from '#shared/signing/verify-file'

const keys = generateKeyPair()
const signer = { operatorId: '01900000-0000-7000-8000-000000000001', name: '张签发', publicKey: keys.publicKey }
const aDocument = (parts: Record<string, unknown> = { header: { day: '2026-03-02' }, figures: { sites: 3 } }) =>
  sealDocument({
    format: 'zhanqun.daily-log/1',
    parts,
    previous: { day: '2026-03-01', seal: 'a'.repeat(64) },
    signer,
    signedAt: '2026-03-02T09:00:00.000Z',
    privateKey: keys.privateKey,
  })
const partsOf = (document: unknown) => verifyDocument(document).map((fault) => fault.part)
const bytesOf = (text: string) => new TextEncoder().encode(text)
const faultyParts = (text: string) => verifyFile(bytesOf(text)).faults.map((fault) => fault.part)

let document: SealedDocument
beforeAll(() => {
  document = aDocument()
})

describe('a sealed document', () => {
  it('verifies as it was signed, and after a way through its file', () => {
    expect(verifyDocument(document)).toEqual([])
    expect(verifyFile(canonicalBytes(document))).toEqual({ document, faults: [] })
  })

  it('is not made with a private key that is not the signer’s', () => {
    const other = generateKeyPair()
    const wrong = {
      format: 'zhanqun.daily-log/1',
      parts: {},
      previous: null,
      signer,
      signedAt: document.manifest.signedAt,
    }
    expect(() => sealDocument({ ...wrong, privateKey: other.privateKey })).toThrow(
      expect.objectContaining({ code: 'invalid' }),
    )
  })

  it('names the part that was changed, lost or added', () => {
    const { parts } = document
    expect(partsOf({ ...document, parts: { ...parts, figures: { sites: 4 } } })).toEqual(['figures'])
    expect(partsOf({ ...document, parts: { header: parts['header'] } })).toEqual(['figures'])
    expect(partsOf({ ...document, parts: { ...parts, extra: 1 } })).toEqual(['extra'])
  })

  it('names manifest, seal or signature when that one was changed', () => {
    const { manifest } = document
    expect(partsOf({ ...document, manifest: { ...manifest, previous: null } })).toEqual(['签名清单'])
    expect(partsOf({ ...document, format: 'zhanqun.daily-log/2' })).toEqual(['签名清单'])
    expect(partsOf({ ...document, seal: 'b'.repeat(64) })).toEqual(['封印'])
    expect(partsOf({ ...document, signature: aDocument({}).signature })).toEqual(['签名'])
  })

  it('does not pass under somebody else’s key', () => {
    const stranger = { ...document.manifest, signer: { ...signer, publicKey: generateKeyPair().publicKey } }
    expect(partsOf({ ...document, manifest: stranger })).toEqual(['签名清单', '签名'])
  })

  it('does not pass under a key that is no point of the curve, or a signature out of range', () => {
    const nowhere = { ...document.manifest, signer: { ...signer, publicKey: `04${'1'.repeat(128)}` } }
    expect(partsOf({ ...document, manifest: nowhere })).toContain('签名')
    for (const signature of ['0'.repeat(128), 'f'.repeat(128), '0'.repeat(64) + document.signature.slice(64)])
      expect(partsOf({ ...document, signature })).toEqual(['签名'])
  })

  it('says what is missing when it is no sealed document', () => {
    for (const nonsense of [null, [], 'x', {}, { ...document, seal: 'A'.repeat(64) }, { ...document, note: 1 }])
      expect(partsOf(nonsense)).toEqual(['文件格式'])
  })

  it('tells its faults in sentences for a rule', () => {
    expect(documentFaults(document)).toEqual([])
    expect(documentFaults({ ...document, seal: 'b'.repeat(64) })).toEqual(['封印：封印与签名清单不符，签名后被改动'])
  })
})

describe('the file of a sealed document', () => {
  it('may end in one newline, and in nothing else', () => {
    const text = canonicalJson(document)
    expect(faultyParts(`${text}\n`)).toEqual([])
    for (const tail of ['\n\n', ' ', '\r\n', '\t']) expect(faultyParts(text + tail)).toEqual(['文件格式'])
  })

  it('is found rewritten although it means the same', () => {
    const text = canonicalJson(document)
    const rewritten = [
      JSON.stringify(document, null, 2),
      text.replace('"sites":3', '"sites":3.0'),
      text.replace('张签发', '\\u5f20签发'),
      text.replace('{"format"', '{"seal":"","format"'),
      `\ufeff${text}`,
    ]
    for (const other of rewritten) expect(faultyParts(other)).toContain('文件格式')
  })

  it('is told from what is not JSON by the byte, and the part it lies in', () => {
    const text = canonicalJson(document)
    const cut = verifyFile(bytesOf(text.slice(0, 30))).faults
    expect(cut[0]?.message).toContain('第 11 字节起')
    expect(verifyFile(bytesOf(text.replace('"sites":3', '"sites";3'))).faults[0]?.message).toContain('“figures”')
    expect(faultyParts('')).toEqual(['文件格式'])
    expect(faultyParts('['.repeat(100_000))).toEqual(['文件格式'])
    expect(faultyParts('{"a":'.repeat(5000) + '1' + '}'.repeat(5000))).toEqual(['文件格式'])
  })

  it('is told from what is not UTF-8 by the byte', () => {
    const bytes = canonicalBytes(document)
    bytes[20] = 0xff
    expect(verifyFile(bytes).faults).toEqual([{ part: '文件格式', message: '第 21 字节不是合法的 UTF-8' }])
  })

  it('never passes with any of its bytes changed, and always names a part', () => {
    const bytes = canonicalBytes(aDocument({ a: '甲\n', b: [1, null] }))
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = bytes.slice()
      // Another value each time, so that letters, digits, marks and halves of characters all occur.
      changed[at] = ((bytes[at] ?? 0) + 1 + (at % 9)) % 256
      const { faults } = verifyFile(changed)
      expect(faults.length, `byte ${at}`).toBeGreaterThan(0)
      expect(faults.every((fault) => fault.part !== '' && fault.message !== '')).toBe(true)
    }
  })

  it('names the changed part for a changed letter or digit within it', () => {
    const text = canonicalJson(document)
    expect(faultyParts(text.replace('"sites":3', '"sites":8'))).toEqual(['figures'])
    expect(faultyParts(text.replace('"day":"2026-03-02"', '"day":"2026-03-03"'))).toEqual(['header'])
    expect(faultyParts(text.replace('张签发', '李签发'))).toEqual(['签名清单'])
  })
})

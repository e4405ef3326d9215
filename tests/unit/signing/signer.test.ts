import { describe, expect, it } from 'vitest'
import { certifyOperator, createPlatformAuthority, createRoot } from '#shared/signing/certificates/authority'
import { readCertificate } from '#shared/signing/certificates/certificate'
import { issueRevocationList, readRevocationList } from '#shared/signing/certificates/revocation-list'
import { verifySigner } from '#shared/signing/certificates/signer'
import { generateKeyPair } from '#shared/signing/sm2'
import { certified, testAuthority, testRoot, testRootPem } from '#tests/authority'
import { aSealedDocument, ids, now } from '#tests/builders'

const trust = { roots: [readCertificate(testRootPem)], revocations: [] }
const document = certified(aSealedDocument())
const faultsOf = (certificates: readonly string[] | undefined, brought: Parameters<typeof verifySigner>[1] = trust) =>
  verifySigner({ ...aSealedDocument(), ...(certificates ? { certificates: [...certificates] } : {}) }, brought)
    .faults.map(({ message }) => message)
    .join()
const chain = document.certificates ?? []
const listing = (from: string, authority = testAuthority) => {
  const { serial } = readCertificate(chain[0] ?? '')
  const list = issueRevocationList({ issuer: authority, issuedAt: now, revoked: [{ serial, from }] })
  return { ...trust, revocations: [readRevocationList(list)] }
}

describe('the signer of a document', () => {
  it('is known where the chain ends in a root that the reader trusts', () => {
    expect(verifySigner(document, trust)).toMatchObject({ faults: [], isTrusted: true, certificates: { length: 3 } })
  })

  it('is only said to be consistent where the reader brings no root', () => {
    expect(verifySigner(document, null)).toMatchObject({ faults: [], isTrusted: false })
  })

  it('is nobody in particular without a chain, which only matters to who asks for one', () => {
    expect(faultsOf(undefined, null)).toBe('')
    expect(faultsOf(undefined)).toContain('没有签发人的证书链')
  })

  it('is refused under another root than the reader trusts', () => {
    const other = createRoot('2026-01-01T00:00:00.000Z')
    const { signer } = document.manifest
    const foreign = certifyOperator(
      createPlatformAuthority(other, '2026-01-01T00:00:00.000Z'),
      signer,
      '2026-01-05T00:00:00.000Z',
    )
    expect(faultsOf(foreign)).toContain('根证书不是您所信任的根证书')
    expect(faultsOf([...foreign.slice(0, 2), testRootPem])).toContain('平台证书的签名与上级证书不符')
  })

  it('is refused with a certificate of another key, person or name', () => {
    const { signer } = document.manifest
    for (const other of [{ publicKey: generateKeyPair().publicKey }, { operatorId: ids.author }, { name: '李操作' }])
      expect(faultsOf(certifyOperator(testAuthority, { ...signer, ...other }, '2026-01-05T00:00:00.000Z'))).toContain(
        '不是签名所用公钥和签发人的证书',
      )
  })

  it('is refused outside of the term of a certificate', () => {
    const { signer } = document.manifest
    const later = certifyOperator(testAuthority, signer, '2026-03-03T00:00:00.000Z')
    expect(faultsOf(later)).toContain('不在签发人证书的有效期')
    const expired = certifyOperator(testAuthority, signer, '2022-03-03T00:00:00.000Z')
    expect(faultsOf(expired)).toContain('不在签发人证书的有效期')
  })

  it('is refused where another operator signed the certificate', () => {
    const key = generateKeyPair()
    const { signer } = document.manifest
    const someone = { operatorId: ids.author, name: '李操作', publicKey: key.publicKey }
    const certificates = certifyOperator(testAuthority, someone, '2026-01-05T00:00:00.000Z')
    const authority = { subject: { name: '李操作', operatorId: ids.author }, key, certificates }
    expect(faultsOf(certifyOperator(authority, signer, '2026-01-05T00:00:00.000Z'))).toContain(
      '不是由有权签发证书的机构签发',
    )
  })

  it('is refused from the revocation of the certificate on, not before', () => {
    expect(faultsOf(chain, listing(now))).toContain('吊销')
    expect(faultsOf(chain, listing('2026-03-02T02:00:01.000Z'))).toBe('')
  })

  it('is not revoked by a list of somebody else', () => {
    expect(faultsOf(chain, listing(now, testRoot))).toBe('')
  })

  it('is told which certificate can not be read', () => {
    expect(faultsOf([chain[0] ?? '', 'x', chain[2] ?? ''])).toBe('第 2 张证书损坏或被改动')
  })
})

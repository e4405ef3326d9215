import { describe, expect, it } from 'vitest'
import { issueCertificate, readCertificate, type ToCertify } from '#shared/signing/certificates/certificate'
import { issueRevocationList, readRevocationList } from '#shared/signing/certificates/revocation-list'
import { generateKeyPair } from '#shared/signing/sm2'

const root = generateKeyPair()
const operator = generateKeyPair()
const rootSubject = { name: '站群管理台根证书' }
const issuer = { subject: rootSubject, key: root }
const term = { from: '2026-01-01T00:00:00.400Z', to: '2046-01-01T00:00:00.000Z' }
const rootPem = issueCertificate({
  subject: rootSubject,
  publicKey: root.publicKey,
  isAuthority: true,
  issuer,
  ...term,
})
const wanted: ToCertify = {
  subject: { name: '魏正国', operatorId: '01900000-0000-7000-8000-000000000008' },
  publicKey: operator.publicKey,
  isAuthority: false,
  issuer,
  ...term,
}
const pem = issueCertificate(wanted)

describe('a certificate', () => {
  it('is read as it was issued, to the second', () => {
    expect(readCertificate(pem)).toMatchObject({
      pem,
      subject: wanted.subject,
      issuer: rootSubject,
      publicKey: operator.publicKey,
      from: '2026-01-01T00:00:00.000Z',
      to: term.to,
      isAuthority: false,
    })
    expect(readCertificate(rootPem)).toMatchObject({ subject: rootSubject, issuer: rootSubject, isAuthority: true })
  })

  it('is signed by its issuer and by nobody else', () => {
    const certificate = readCertificate(pem)
    expect(certificate.isSignedBy(root.publicKey)).toBe(true)
    expect(certificate.isSignedBy(operator.publicKey)).toBe(false)
  })

  it('has another serial for another key or time', () => {
    const serials = [pem, issueCertificate({ ...wanted, from: '2026-01-02T00:00:00.000Z' }), rootPem].map(
      (each) => readCertificate(each).serial,
    )
    expect(new Set(serials).size).toBe(3)
    expect(readCertificate(issueCertificate(wanted)).serial).toBe(serials[0])
  })

  it('is refused or no longer signed with any of its characters changed', () => {
    for (let at = 0; at < pem.length; at += 1) {
      const letter = pem.charAt(at)
      const changed = pem.slice(0, at) + (letter === 'A' ? 'B' : 'A') + pem.slice(at + 1)
      let isGood = true
      try {
        isGood = readCertificate(changed).isSignedBy(root.publicKey)
      } catch {
        isGood = false
      }
      expect(isGood, `character ${at}`).toBe(false)
    }
  })
})

describe('a list of revoked certificates', () => {
  const { serial } = readCertificate(pem)
  const revoked = [{ serial, from: '2026-05-01T08:00:00.000Z' }]
  const list = issueRevocationList({ issuer, issuedAt: '2026-06-01T00:00:00.000Z', revoked })

  it('names them and is signed by its issuer', () => {
    const read = readRevocationList(list)
    expect(read).toMatchObject({ issuedAt: '2026-06-01T00:00:00.000Z', revoked })
    expect(read.isSignedBy(root.publicKey)).toBe(true)
    expect(read.isSignedBy(operator.publicKey)).toBe(false)
  })

  it('may be empty', () => {
    const empty = issueRevocationList({ issuer, issuedAt: '2026-06-01T00:00:00.000Z', revoked: [] })
    expect(readRevocationList(empty).revoked).toEqual([])
  })

  it('is told from a certificate and from a damaged one', () => {
    for (const other of [pem, '', list.replace('\n', '\n\n')])
      expect(() => readRevocationList(other)).toThrow(expect.objectContaining({ code: 'invalid' }))
  })
})

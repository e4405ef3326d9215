import { generateKeyPair, type KeyPair } from '#shared/signing/sm2'
import { issueCertificate } from './certificate'
import type { Subject } from './subject-name'

/** Somebody who signs certificates, with the chain from their own up to the root. */
export interface Authority {
  readonly subject: Subject
  readonly key: KeyPair
  /** PEM texts. */
  readonly certificates: readonly string[]
}

export interface KeyToCertify {
  readonly operatorId: string
  readonly name: string
  readonly publicKey: string
}

const years = { root: 20, platform: 10, operator: 3 } as const

function yearsAfter(instant: string, count: number): string {
  const date = new Date(instant)
  date.setUTCFullYear(date.getUTCFullYear() + count)
  return date.toISOString()
}

/** A root that certifies itself. */
export function createRoot(from: string): Authority {
  const [subject, key] = [{ name: '站群管理台根证书' }, generateKeyPair()]
  const { publicKey } = key
  const issuer = { subject, key }
  const to = yearsAfter(from, years.root)
  return { subject, key, certificates: [issueCertificate({ subject, publicKey, from, to, isAuthority: true, issuer })] }
}

/** The platform's own authority, certified by a root. */
export function createPlatformAuthority(root: Authority, from: string): Authority {
  const [subject, key] = [{ name: '站群管理平台' }, generateKeyPair()]
  const { publicKey } = key
  const to = yearsAfter(from, years.platform)
  const own = issueCertificate({ subject, publicKey, from, to, isAuthority: true, issuer: root })
  return { subject, key, certificates: [own, ...root.certificates] }
}

/** The chain that vouches for an operator's key from an instant on. */
export function certifyOperator(authority: Authority, operator: KeyToCertify, from: string): readonly string[] {
  const { operatorId, name, publicKey } = operator
  const to = yearsAfter(from, years.operator)
  const wanted = { subject: { name, operatorId }, publicKey, from, to, isAuthority: false, issuer: authority }
  return [issueCertificate(wanted), ...authority.certificates]
}

/** How long before its own end an authority stops certifying, so that what it certifies doesn't outlive it. */
export const certifiesUntil = (end: string): string => yearsAfter(end, -years.operator)

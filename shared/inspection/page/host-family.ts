const sharedSuffix = new Set(['gov', 'com', 'org', 'net', 'edu', 'ac', 'mil'])

/** The part of a host name that one owner registers: `x.gov.cn` of `www.x.gov.cn`, `a.cn` of `www.a.cn`. */
export function hostFamily(host: string): string {
  const labels = host.toLowerCase().split('.')
  const own = sharedSuffix.has(labels.at(-2) ?? '') ? 3 : 2
  return labels.slice(-own).join('.')
}

/** True where a host is one of the names or below one of them. */
export const isBelow = (host: string, names: readonly string[]): boolean =>
  names.some((name) => host === name || host.endsWith(`.${name}`))

const reserved = /(^|\.)(test|example|invalid|localhost|local|internal|lan)$/

/** Names that stand for no public site (RFC 2606, RFC 6761), addresses, and names of one label: rules on domains do not fit. */
export const isPrivateHost = (host: string): boolean =>
  reserved.test(host) || !host.includes('.') || /^[\d.]+$/.test(host) || host.startsWith('[')

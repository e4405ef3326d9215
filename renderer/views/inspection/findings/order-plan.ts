import type { Finding } from '#shared/contract/finding'

/** Findings that can go under one order: of one site, confirmed, or still open where the operator may confirm them along. */
export const orderable = (findings: readonly Finding[], mayConfirm: boolean): Finding[] =>
  findings.filter(({ state }) => state === 'confirmed' || (mayConfirm && state === 'open'))

/** Findings of each site apart: an order goes to one. */
export function bySite(findings: readonly Finding[]): Finding[][] {
  const sites = new Map<string, Finding[]>()
  for (const finding of findings) sites.set(finding.siteId, [...(sites.get(finding.siteId) ?? []), finding])
  return [...sites.values()]
}

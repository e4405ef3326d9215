import type { Finding } from '#shared/contract/finding'
import { addressOf, hostOf, isLinkIndicator, sharedWords } from './finding-subject'

type Caused = Pick<Finding, 'siteId' | 'indicator' | 'severity' | 'url' | 'detail'>

/** Findings that one thing is behind: a link target that sites share, a host that does not answer, a fault in the same words. */
export interface FindingCause<F extends Caused> {
  readonly key: string
  readonly of: 'target' | 'host' | 'words'
  /** The link target, the host, or the words that all share. */
  readonly name: string
  readonly indicator: string
  readonly severity: Finding['severity']
  readonly findings: readonly F[]
}

const gravity = { veto: 3, deduct: 2, hint: 1 } as const

/** Link targets that more than one site has, as addresses. */
function sharedTargets(findings: readonly Caused[]): ReadonlySet<string> {
  const firstSite = new Map<string, string>()
  const shared = new Set<string>()
  for (const { indicator, url, siteId } of findings) {
    if (!isLinkIndicator(indicator)) continue
    const target = addressOf(url)
    if ((firstSite.get(target) ?? siteId) !== siteId) shared.add(target)
    firstSite.set(target, firstSite.get(target) ?? siteId)
  }
  return shared
}

function causeOf(
  { indicator, url, detail }: Caused,
  shared: ReadonlySet<string>,
): readonly ['target' | 'host' | 'words', string] {
  if (!isLinkIndicator(indicator)) return ['words', sharedWords(detail)]
  return shared.has(addressOf(url)) ? ['target', url] : ['host', hostOf(url)]
}

/** Groups findings by cause, the gravest first and of these the most widespread. */
export function groupByCause<F extends Caused>(findings: readonly F[]): FindingCause<F>[] {
  const shared = sharedTargets(findings)
  const causes = new Map<string, FindingCause<F> & { readonly findings: F[] }>()
  for (const finding of findings) {
    const { indicator, severity } = finding
    const [of, name] = causeOf(finding, shared)
    const key = `${indicator} ${severity} ${of} ${of === 'target' ? addressOf(name) : name}`
    const cause = causes.get(key)
    if (cause) cause.findings.push(finding)
    else causes.set(key, { key, of, name, indicator, severity, findings: [finding] })
  }
  return [...causes.values()].sort(
    (a, b) =>
      gravity[b.severity] - gravity[a.severity] || b.findings.length - a.findings.length || a.key.localeCompare(b.key),
  )
}

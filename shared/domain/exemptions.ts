import type { Column } from '#shared/contract/column'
import type { Exemption, ExemptionScope } from '#shared/contract/exemption'
import type { Finding } from '#shared/contract/finding'
import type { InspectionPlan } from '#shared/contract/inspection-plan'
import type { Site } from '#shared/contract/site'
import { addDays } from './calendar'
import most from './exemption-days.json'
import { addressOf, hostOf, isLinkIndicator } from './finding-subject'

/** What of a finding decides whether an exemption is about it. */
export type Exemptible = Pick<Finding, 'siteId' | 'indicator' | 'severity' | 'url' | 'identity' | 'evidence'>

/** Scopes from the narrowest to the widest. */
export const exemptionScopes = Object.keys(most) as readonly ExemptionScope[]

/** Scopes that reach over all sites, and therefore take the right for the province. */
export const isProvinceWide = (scope: ExemptionScope): boolean => scope === 'target' || scope === 'target-host'

/** Days for which a false alarm of that scope may be exempted: the wider, the shorter, and never longer than the plan says. */
export const mostExemptionDays = (scope: ExemptionScope, plan: Pick<InspectionPlan, 'exemptionDays'>): number =>
  Math.min(most[scope], plan.exemptionDays ?? Infinity)

/** The last day that an exemption granted on that day may hold. */
export const lastExemptDay = (
  scope: ExemptionScope,
  plan: Pick<InspectionPlan, 'exemptionDays'>,
  day: string,
): string => addDays(day, mostExemptionDays(scope, plan))

/** The address that a column's pages begin with. */
export function columnAddress(site: Pick<Site, 'url'>, { path }: Pick<Column, 'path'>): string {
  if (/^[a-z]+:\/\//i.test(path)) return addressOf(path)
  const root = addressOf(site.url).replace(/^(\/\/[^/]*).*$/, '$1')
  return `${root}/${path.replace(/^\/+/, '')}`
}

const isBelow = (prefix: string, url: string): boolean =>
  addressOf(url) === prefix || addressOf(url).startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`)

/** A fault lies in a column where its address does, or where every page that it was found on does. */
const isInColumn = (prefix: string, { url, evidence: { foundOn = [] } }: Pick<Finding, 'url' | 'evidence'>): boolean =>
  isBelow(prefix, url) || (foundOn.length > 0 && foundOn.every((page) => isBelow(prefix, page)))

/** The narrowest of the columns that a finding lies in. */
export const columnOf = (
  finding: Pick<Finding, 'url' | 'evidence'>,
  site: Pick<Site, 'url'>,
  columns: readonly Column[],
): Column | null =>
  columns
    .filter((column) => isInColumn(columnAddress(site, column), finding))
    .sort((a, b) => b.path.length - a.path.length)[0] ?? null

/** Whether the scope means something for the finding: a target has to be a link, a column has to be known. */
export function isScopeOffered(scope: ExemptionScope, finding: Exemptible, column: Column | null): boolean {
  const isLink = isLinkIndicator(finding.indicator)
  if (scope === 'address') return finding.identity !== null
  if (scope === 'column') return column !== null
  if (scope === 'host' || isProvinceWide(scope)) return isLink && hostOf(finding.url) !== ''
  return scope !== 'site' || finding.severity !== 'veto'
}

/** What an exemption of that scope compares with; null where it takes everything of its site or indicator. */
export function exemptSubject(
  scope: ExemptionScope,
  finding: Exemptible,
  site: Pick<Site, 'url'>,
  column: Column | null,
): string | null {
  if (scope === 'address') return finding.identity
  if (scope === 'host' || scope === 'target-host') return hostOf(finding.url)
  if (scope === 'column') return column && columnAddress(site, column)
  return scope === 'target' ? addressOf(finding.url) : null
}

type Reach = Pick<Exemption, 'scope' | 'siteId' | 'indicator' | 'subject'>

const isAbout: Readonly<Record<ExemptionScope, (subject: string, finding: Exemptible) => boolean>> = {
  address: (subject, { identity }) => identity === subject,
  host: (subject, { url }) => hostOf(url) === subject,
  'target-host': (subject, { url }) => hostOf(url) === subject,
  target: (subject, { url }) => addressOf(url) === subject,
  column: isInColumn,
  indicator: () => true,
  // Whoever trusts a site does not mean its being down or defaced.
  site: (_, { severity }) => severity !== 'veto',
}

/** Whether a finding lies inside the scope, be the exemption still in force or not. */
export const isInScope = ({ scope, siteId, indicator, subject }: Reach, finding: Exemptible): boolean =>
  (siteId === null || siteId === finding.siteId) &&
  (indicator === null || indicator === finding.indicator) &&
  isAbout[scope](subject ?? '', finding)

/** In force on a day: not withdrawn, and its last day has not passed. */
export const isInForce = ({ until, withdrawnAt }: Pick<Exemption, 'until' | 'withdrawnAt'>, day: string): boolean =>
  withdrawnAt === null && until >= day

/** The exemption that keeps a finding of that day from the queue. */
export const exemptionOf = (
  finding: Exemptible,
  exemptions: readonly Exemption[],
  day: string,
): Exemption | undefined => exemptions.find((each) => isInForce(each, day) && isInScope(each, finding))

/** The exemption that ran out or was withdrawn last, where a finding is back that it had kept away. */
export const lapsedExemptionOf = (
  finding: Exemptible,
  exemptions: readonly Exemption[],
  day: string,
): Exemption | undefined =>
  exemptions
    .filter((each) => !isInForce(each, day) && isInScope(each, finding))
    .sort((a, b) => b.until.localeCompare(a.until))[0]

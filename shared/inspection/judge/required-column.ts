import type { ObservedFinding } from '#shared/contract/finding'
import type { SiteContext } from '#shared/inspection/gather/site-context'
import { Pattern } from '#shared/inspection/indicator'
import { Type, type Static } from '@sinclair/typebox'
import { evidenceOfPage } from './evidence'

/** Thresholds of an indicator that asks for a column: regular expression over names and addresses of what may be it. */
export const requiredColumn = Type.Object({ label: Type.String({ minLength: 1 }), match: Pattern })

/** Fewer links than these and a menu is drawn by a script, or the home page is a mere entry. */
const linksOfAMenu = 15

/**
 * A portal 门户网站 whose pages name no such column. Of other sites, and where the menu cannot be read, nothing is said.
 */
export function missingColumn(
  context: SiteContext,
  indicator: string,
  { label, match }: Static<typeof requiredColumn>,
): ObservedFinding[] {
  const { home } = context
  if (context.target.type !== 'portal' || home === undefined || cannotTell(context)) return []
  const pattern = new RegExp(match)
  if (namesOf(context).some((name) => pattern.test(name))) return []
  return [
    {
      indicator,
      severity: 'deduct',
      url: home.visit.url,
      detail: `门户网站没有“${label}”栏目`,
      evidence: { ...evidenceOfPage(home), expected: label, actual: '首页和栏目页中未发现' },
    },
  ]
}

const cannotTell = ({ home, plan }: SiteContext): boolean =>
  plan.depth === 0 || home === undefined || home.visit.isTruncated || home.page.links.length < linksOfAMenu

const namesOf = ({ home, columns, target }: SiteContext): string[] => [
  ...[...(home === undefined ? [] : [home]), ...columns].flatMap(({ page }) => page.links.map(({ text }) => text)),
  ...columns.map(({ page }) => `${page.meta['columnname'] ?? ''} ${page.title}`),
  ...(target.columns ?? []).map(({ name }) => name),
]

import type { Region } from './page'

const byElement: Readonly<Record<string, Region>> = { nav: 'nav', aside: 'nav', header: 'header', footer: 'footer' }

/** Class and id names that templates give to the parts of a page that have no element of their own. */
const byName: readonly (readonly [Region, RegExp])[] = [
  ['footer', /(^|[\s_-])(foot|footer|copyright|bottom-?info|wzfoot)([\s_-]|\d|$)/i],
  ['nav', /(^|[\s_-])(nav|navbar|menu|breadcrumbs?|crumbs?|position|pager|pagination)([\s_-]|\d|$)/i],
  ['header', /(^|[\s_-])(header|head|topbar|top-?bar|banner)([\s_-]|\d|$)/i],
]

/** Region that an element opens, if it opens one. `body` and `html` never do, whatever their class. */
export function regionOf(element: string, attributes: Readonly<Record<string, string>>): Region | undefined {
  if (element === 'body' || element === 'html') return undefined
  const own = byElement[element]
  if (own !== undefined) return own
  if (attributes['role'] === 'contentinfo') return 'footer'
  if (attributes['role'] === 'navigation') return 'nav'
  if (!['div', 'section', 'ul', 'table', 'p'].includes(element)) return undefined
  const names = `${attributes['class'] ?? ''} ${attributes['id'] ?? ''}`
  return byName.find(([, pattern]) => pattern.test(names))?.[0]
}

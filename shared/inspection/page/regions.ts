import type { Region } from './page'

const byElement: Readonly<Record<string, Region>> = { nav: 'nav', aside: 'nav', header: 'header', footer: 'footer' }

/** Class and id names that templates give to the parts of a page that have no element of their own. */
const byName: readonly (readonly [Region, RegExp])[] = [
  ['footer', /(^|[\s_-])(foot|footer|copyright|bottom-?info|wzfoot)([\s_-]|\d|$)/i],
  ['nav', /(^|[\s_-])(nav|navbar|menu|breadcrumbs?|crumbs?|position|pager|pagination)([\s_-]|\d|$)/i],
  ['header', /(^|[\s_-])(header|head|topbar|top-?bar|banner)([\s_-]|\d|$)/i],
]

/** Region that an element opens, if it opens one. `body` and `html` never do, whatever their class. */
function regionOf(element: string, attributes: Readonly<Record<string, string>>): Region | undefined {
  if (element === 'body' || element === 'html') return undefined
  const own = byElement[element]
  if (own !== undefined) return own
  if (attributes['role'] === 'contentinfo') return 'footer'
  if (attributes['role'] === 'navigation') return 'nav'
  if (!['div', 'section', 'ul', 'table', 'p'].includes(element)) return undefined
  const names = `${attributes['class'] ?? ''} ${attributes['id'] ?? ''}`
  return byName.find(([, pattern]) => pattern.test(names))?.[0]
}

/** Follows which region a page streaming by is in. A footer stays one, whatever stands inside it. */
export class RegionTracker {
  private readonly opened: { readonly element: string; readonly region: Region; depth: number }[] = []
  private footerSeen = false

  get current(): Region {
    return this.opened.at(-1)?.region ?? 'main'
  }

  /** True once any part of the page was marked as its footer. */
  get hasFooter(): boolean {
    return this.footerSeen
  }

  open(element: string, attributes: Readonly<Record<string, string>>): void {
    const inside = this.opened.at(-1)
    const region = regionOf(element, attributes)
    if (region === 'footer') this.footerSeen = true
    if (region !== undefined && inside?.region !== 'footer' && region !== inside?.region)
      this.opened.push({ element, region, depth: 1 })
    else if (inside?.element === element) inside.depth += 1
  }

  close(element: string): void {
    const inside = this.opened.at(-1)
    if (inside?.element !== element) return
    inside.depth -= 1
    if (inside.depth === 0) this.opened.pop()
  }
}

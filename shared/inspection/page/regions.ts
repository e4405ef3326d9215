import { OpenedParts } from './opened-parts'
import type { Region } from './page'

const byElement: Readonly<Record<string, Region>> = { nav: 'nav', aside: 'nav', header: 'header', footer: 'footer' }

/** Class and id names that templates give to the parts of a page that have no element of their own. */
const byName: readonly (readonly [Region, RegExp])[] = [
  ['footer', /(^|[\s_-])(foot|footer|copyright|bottom-?info|wzfoot)([\s_-]|\d|$)/i],
  ['nav', /(^|[\s_-])(nav|navbar|menu|breadcrumbs?|crumbs?|position|pager|pagination)([\s_-]|\d|$)/i],
  ['header', /(^|[\s_-])(header|head|topbar|top-?bar|banner)([\s_-]|\d|$)/i],
]

const namedElements = new Set(['div', 'section', 'ul', 'table', 'p'])

/** Region that an element opens, if it opens one. `body` and `html` never do, whatever their class. */
function regionOf(element: string, attributes: Readonly<Record<string, string>>): Region | undefined {
  if (element === 'body' || element === 'html') return undefined
  const own = byElement[element]
  if (own !== undefined) return own
  if (attributes['role'] === 'contentinfo') return 'footer'
  if (attributes['role'] === 'navigation') return 'nav'
  if (!namedElements.has(element)) return undefined
  const { class: classes, id } = attributes
  return classes === undefined && id === undefined ? undefined : namedRegion(`${classes ?? ''} ${id ?? ''}`)
}

/** What class names say; templates use few of them, over and over. */
const regionByNames = new Map<string, Region | undefined>()
const mostNames = 2000

function namedRegion(names: string): Region | undefined {
  const known = regionByNames.get(names)
  if (known !== undefined || regionByNames.has(names)) return known
  const region = byName.find(([, pattern]) => pattern.test(names))?.[0]
  if (regionByNames.size >= mostNames) regionByNames.clear()
  regionByNames.set(names, region)
  return region
}

/** Follows which region a page streaming by is in. A footer stays one, whatever stands inside it. */
export class RegionTracker {
  private readonly parts = new OpenedParts<Region>()
  private footerSeen = false

  get current(): Region {
    return this.parts.innermost ?? 'main'
  }

  /** True once any part of the page was marked as its footer. */
  get hasFooter(): boolean {
    return this.footerSeen
  }

  open(element: string, attributes: Readonly<Record<string, string>>): void {
    const [region, inside] = [regionOf(element, attributes), this.parts.innermost]
    if (region === 'footer') this.footerSeen = true
    this.parts.open(element, inside === 'footer' || region === inside ? undefined : region)
  }

  close(element: string): void {
    this.parts.close(element)
  }
}

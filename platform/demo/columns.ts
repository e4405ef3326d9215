import type { Column } from '#shared/contract/column'
import { dayOf } from '#shared/domain/calendar'
import { chance } from './chance'
import { columnOutline, type ColumnOutline } from './column-outline'
import { placesOf } from './defects'
import { demoId } from './demo-id'
import { personName } from './people'
import { type DemoSetting, timeBefore } from './setting'
import type { DemoSite } from './sites'

/** A column in the making with when its articles appeared: milliseconds, newest first. */
export interface DemoColumn {
  readonly id: string
  readonly outline: ColumnOutline
  readonly appeared: readonly number[]
}

const columnsPerSite = 100
/** Every third site has all columns, every third lacks one of these, every third both: sixty on average. */
const missingOnSome = ['sjjd', 'pfxc']
const articlesPerHundredSites = 10_309
/** Days over which articles of a type follow each other, on average. */
const pace: Readonly<Record<string, number>> = { news: 4, notice: 12, policy: 35, interpretation: 30, data: 60 }
const usualPace = 45
/** Surveys and interviews that a portal owes the public within a year, beyond the first, and how close they follow. */
const owedByPortals: Readonly<Record<string, number>> = { yjzj: 6, zxft: 6 }
const paceOfOwed = 20
const underSecrecyReview = new Set(['zcwj', 'gfxwj', 'zfwj', 'bgwj', 'bmwj'])

const outlinesOf = (site: DemoSite): readonly ColumnOutline[] => {
  const missing = missingOnSome.slice(0, site.number % 3)
  return columnOutline.filter((outline) => !missing.includes(outline.slug))
}

const until = (number: number) => Math.floor((number * articlesPerHundredSites) / 100)

/** How many articles each column of a site has: one, what it owes, and its share of the rest. */
function articleCounts(site: DemoSite, outlines: readonly ColumnOutline[]): number[] {
  const isPortal = site.site.type === 'portal'
  const counts = outlines.map(({ slug }) => 1 + (isPortal ? (owedByPortals[slug] ?? 0) : 0))
  const extra = until(site.number + 1) - until(site.number) - counts.reduce((sum, count) => sum + count, 0)
  const lots = outlines.flatMap((outline, index) => Array.from({ length: outline.weight }, () => index))
  for (let left = extra; left > 0; left -= 1) {
    const index = lots[chance('lot', site.number, left) % lots.length] ?? 0
    counts[index] = (counts[index] ?? 0) + 1
  }
  return counts
}

/** Days since a fresh column's newest article: news of these days, others well within their cycle. */
function freshAge(outline: ColumnOutline, number: number): number {
  const cycle = outline.updateCycleDays ?? 300
  return cycle <= 14
    ? chance('fresh', outline.slug, number) % 4
    : chance('fresh', outline.slug, number) % Math.floor(cycle * 0.4)
}

function appearances(site: DemoSite, outline: ColumnOutline, count: number, setting: DemoSetting): number[] {
  const { number } = site
  const stale = placesOf(site.site.domain, 'stale-columns').includes(outline.slug)
  const step = outline.slug in owedByPortals ? paceOfOwed : (pace[outline.type] ?? usualPace)
  let age = freshAge(outline, number) + (stale ? (outline.updateCycleDays ?? 0) + 30 : 0)
  return Array.from({ length: count }, (_, index) => {
    if (index > 0) age += 1 + (chance('step', number, outline.slug, index) % (2 * step))
    const minute = chance('minute', number, outline.slug, index) % 500
    return timeBefore(setting, age, 9, minute)
  })
}

/** The columns of a site with the times of their articles. */
export function demoColumns(site: DemoSite, setting: DemoSetting): DemoColumn[] {
  const outlines = outlinesOf(site)
  const counts = articleCounts(site, outlines)
  const empty = placesOf(site.site.domain, 'empty-columns')
  return outlines.map((outline, index) => {
    const count = empty.includes(outline.slug) ? 0 : (counts[index] ?? 1)
    const id = demoId('column', site.number * columnsPerSite + index)
    return { id, outline, appeared: appearances(site, outline, count, setting) }
  })
}

export const columnPath = (slug: string): string => `/columns/${slug}/`

/** The rows of a site's columns. */
export function columnRows(site: DemoSite, columns: readonly DemoColumn[]): Column[] {
  const idOf = new Map(columns.map((column) => [column.outline.slug, column.id]))
  return columns.map(({ id, outline, appeared }) => {
    const newest = appeared[0]
    return {
      id,
      version: 1,
      siteId: site.site.id,
      parentId: outline.parent === null ? null : (idOf.get(outline.parent) ?? null),
      name: outline.name,
      path: columnPath(outline.slug),
      type: outline.type,
      owner: personName('owner', site.number, chance('owner', outline.slug) % 9),
      updateCycleDays: outline.updateCycleDays,
      lastUpdatedOn: newest === undefined ? null : dayOf(newest),
      articleCount: appeared.length,
      secrecyReview: underSecrecyReview.has(outline.slug),
      state: 'open',
      changedAt: new Date(newest ?? Date.parse(`${site.site.launchedOn}T02:00:00.000Z`)).toISOString(),
    }
  })
}

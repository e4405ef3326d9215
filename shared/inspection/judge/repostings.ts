import { Instant, type Day } from '#shared/contract/primitives'
import { dayOf } from '#shared/domain/calendar'
import { pageKey } from '#shared/inspection/gather/classify-pages'
import type { SeenPage, SiteContext } from '#shared/inspection/gather/site-context'
import { Type, type Static } from '@sinclair/typebox'

/** The feed of a plan: what superiors published and how soon it has to be taken over. */
export const superiorDocuments = Type.Object({
  documents: Type.Array(
    Type.Object({
      title: Type.String({ minLength: 4 }),
      publishedAt: Instant,
      hours: Type.Number({ exclusiveMinimum: 0 }),
    }),
  ),
})
export type SuperiorDocument = Static<typeof superiorDocuments>['documents'][number]

export interface LateReposting {
  readonly document: SuperiorDocument
  readonly fact: string
  readonly seen: SeenPage
}

const hour = 3_600_000
const plain = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '')

/**
 * Documents that came late or not at all. "Not at all" is said only where the lists that were read reach back to before
 * the document; a date without a time of day counts as late only from the day after the deadline on.
 */
export function repostings(context: SiteContext, documents: readonly SuperiorDocument[]): LateReposting[] {
  const now = context.homeVisit.seenAt.getTime()
  return documents.flatMap((document) => {
    const deadline = Date.parse(document.publishedAt) + document.hours * hour
    if (now <= deadline) return []
    return judged(context, document, deadline)
  })
}

function judged(context: SiteContext, document: SuperiorDocument, deadline: number): LateReposting[] {
  const { home, columns } = context
  const places = [...(home === undefined ? [] : [home]), ...columns]
  const wanted = plain(document.title)
  const rows = places.flatMap((seen) => seen.page.items.map((item) => ({ item, seen })))
  const same = rows.filter(({ item }) => isSame(plain(item.title), wanted))
  if (same.length === 0) return missing(places, document)
  const late = same.filter(({ item }) => isLate(context, item.url, item.date, deadline))
  const [first] = late
  if (first === undefined || late.length < same.length) return []
  return [{ document, seen: first.seen, fact: `${shownTime(context, first.item.url) ?? first.item.date ?? ''} 才转载` }]
}

/** A row may show only the beginning of a long title, or set words of its own before it. */
const isSame = (shown: string, wanted: string): boolean =>
  shown.includes(wanted) || (shown.length >= 12 && wanted.startsWith(shown))

function missing(places: readonly SeenPage[], document: SuperiorDocument): LateReposting[] {
  const published = dayOf(document.publishedAt)
  const whole = places.filter((seen) => reachesBack(seen, published))
  const [first] = whole
  return first === undefined ? [] : [{ document, seen: first, fact: '未发现转载' }]
}

/** True for a list of policy or news that shows something older than the day, so that what came later would be on it. */
const reachesBack = ({ page, kind, visit }: SeenPage, day: Day): boolean =>
  kind === 'column' &&
  !visit.isTruncated &&
  /政策|文件|要闻|国务院|上级|转载/.test(`${page.meta['columnname'] ?? ''}${page.title}`) &&
  page.items.some(({ date, region }) => region === 'main' && date !== undefined && date < day)

function isLate(context: SiteContext, url: string, date: Day | undefined, deadline: number): boolean {
  const time = shownTime(context, url)
  if (time !== undefined) return Date.parse(`${time.replace(' ', 'T')}+08:00`) > deadline
  return date !== undefined && date > dayOf(deadline)
}

/** Day and minute of an article's PubDate, in the province's time. */
function shownTime({ articles }: SiteContext, url: string): string | undefined {
  const article = articles.find(({ visit }) => pageKey(visit.url) === pageKey(url))
  return /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}/.exec(article?.page.meta['pubdate'] ?? '')?.[0]
}

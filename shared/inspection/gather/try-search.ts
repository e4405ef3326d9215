import type { Day } from '#shared/contract/primitives'
import { daysBetween } from '#shared/domain/calendar'
import type { PageSource } from '#shared/inspection/fetch/page-source'
import type { Page } from '#shared/inspection/page/page'
import { searchEntry, searchUrl, type SearchEntry } from './search-form'
import type { PageReading } from '#shared/inspection/read/page-reading'
import { withoutBody } from './see-page'
import type { SeenPage, VisitRecord } from './site-context'

/** `unknown`: no answer, or one that a script fills. */
export type SearchOutcome = 'found' | 'missed' | 'unknown'

export interface SearchTry {
  readonly title: string
  readonly outcome: SearchOutcome
  readonly visit: VisitRecord
}

export interface SearchTrial {
  readonly entry: SearchEntry['kind']
  readonly tries: readonly SearchTry[]
}

const triesPerSite = 2
/** Days that an index is given to know of a new item, and after which an item may have been filed away. */
const [newest, oldest] = [3, 300] as const
const [shortest, longest] = [8, 60] as const
const saysNothing =
  /(没有|未)(找到|检索到|搜索到|查询到|查到)|(共|约|找到)[^\d]{0,6}0\s*[条个项篇]|暂无(相关)?(结果|数据|信息|内容|记录)/
const rowsOfAList = 3

/** Asks the site's own search for titles that its columns show. The second one is asked only where the first is missed. */
export async function trySearch(
  home: SeenPage,
  pages: readonly SeenPage[],
  today: Day,
  fetcher: Pick<PageSource, 'page'>,
  reading: Pick<PageReading, 'see'>,
): Promise<SearchTrial> {
  const entry = searchEntry(home)
  if (entry.kind !== 'form') return { entry: entry.kind, tries: [] }
  const tries: SearchTry[] = []
  // A browser goes by the declaration, right or wrong.
  const charset = home.charset.declared ?? home.charset.charset
  for (const title of knownTitles(pages, today)) {
    const visit = await fetcher.page(searchUrl(entry.form, entry.field, title, charset))
    const seen = await reading.see(visit, today)
    const outcome = seen === undefined ? 'unknown' : outcomeOf(seen.page, title)
    tries.push({ title, outcome, visit: withoutBody(visit) })
    if (outcome !== 'missed') break
  }
  return { entry: 'form', tries }
}

/** Titles of list rows, not too new and not cut short by the template. */
export function knownTitles(pages: readonly SeenPage[], today: Day): string[] {
  const rows = pages.flatMap(({ page }) => page.items.filter(({ region }) => region === 'main'))
  const fit = rows.filter(({ title, date }) => {
    const age = date === undefined ? -1 : daysBetween(date, today)
    const isWhole = !/(\.\.\.|…|\.\.)$/.test(title)
    return isWhole && age >= newest && age <= oldest && title.length >= shortest && title.length <= longest
  })
  return [...new Set(fit.map(({ title }) => title))].slice(0, triesPerSite)
}

const plain = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '')

/** A result counts by its link; the words that were asked for may well be repeated in the text. */
export function outcomeOf(page: Page, title: string): SearchOutcome {
  const wanted = plain(title)
  const texts = page.links.map(({ text }) => plain(text)).filter((text) => text.length >= shortest)
  if (texts.some((text) => text.includes(wanted) || wanted.startsWith(text))) return 'found'
  const results = page.items.filter(({ region }) => region === 'main')
  return saysNothing.test(page.mainText) || results.length >= rowsOfAList ? 'missed' : 'unknown'
}

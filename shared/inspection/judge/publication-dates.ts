import type { Day } from '#shared/contract/primitives'
import { pageKey } from '#shared/inspection/gather/classify-pages'
import type { SeenPage } from '#shared/inspection/gather/site-context'
import { datesIn } from '#shared/inspection/page/dates'

const labelled = /(发布|发稿|发文|更新|时间|日期)[^\d]{0,8}((?:19|20)\d{2}\D{1,2}\d{1,2}\D{1,2}\d{1,2})/

/** Date an article says it was published on, by its PubDate tag or else by a labelled date in its text. */
function publicationDate(seen: SeenPage, today: Day): Day | undefined {
  const { meta, mainText } = seen.page
  return datesIn(meta['pubdate'] ?? labelled.exec(mainText)?.[2] ?? '', today)[0]
}

/** Publication dates of the articles read, by page key: a list that shows no dates may lead to articles that do. */
export function publicationDates(articles: readonly SeenPage[], today: Day): ReadonlyMap<string, Day> {
  const dates = new Map<string, Day>()
  for (const seen of articles) {
    const date = publicationDate(seen, today)
    if (date !== undefined) dates.set(pageKey(seen.visit.url), date)
  }
  return dates
}

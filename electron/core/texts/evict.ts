import type { Store } from '#core/store/store'
import { bytesKept, unlinkText } from './kept-texts'
import { yielding } from './named-articles'

interface Going {
  readonly id: string
}
type NextToGo = (store: Store) => Going[]

const chunk = 200

/** What the rule does not name, longest unread first. */
export const onlyUnnamed: NextToGo = (store) =>
  store.all<Going>(
    `SELECT article_id AS id FROM text_of WHERE article_id NOT IN (SELECT article_id FROM wanted_text)
     ORDER BY read_at LIMIT ?`,
    chunk,
  )

const leastImportant: NextToGo = (store) =>
  store.all<Going>(
    `SELECT w.article_id AS id FROM wanted_text w JOIN text_of t USING (article_id)
     WHERE w.part IN (SELECT value FROM json_each(?)) ORDER BY w.rank DESC LIMIT ?`,
    JSON.stringify(yielding),
    chunk,
  )

/** Then what the rule names for no work of mine, least important first. What is pinned or waits for me stays. */
export const everything: NextToGo = (store) => {
  const unnamed = onlyUnnamed(store)
  return unnamed.length > 0 ? unnamed : leastImportant(store)
}

/** Brings all texts under the limit, and not further. Answers false where what has to stay takes more than that. */
export function evict(store: Store, limit: number, nextToGo: NextToGo): boolean {
  for (let bytes = bytesKept(store); bytes > limit;) {
    const before = bytes
    bytes = store.transaction(() => {
      for (const { id } of nextToGo(store)) {
        if (bytes <= limit) break
        bytes -= unlinkText(store, id)
      }
      return bytes
    })
    if (bytes === before && nextToGo(store).length === 0) return false
  }
  return true
}

/** Whether a text is missing that is pinned or waits for me. */
export const lacksWork = (store: Store): boolean =>
  store.get(
    `SELECT 1 AS yes FROM wanted_text w LEFT JOIN text_of t ON t.article_id = w.article_id AND t.hash = w.hash
     WHERE t.article_id IS NULL AND w.part NOT IN (SELECT value FROM json_each(?)) LIMIT 1`,
    JSON.stringify(yielding),
  ) !== undefined

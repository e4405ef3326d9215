import { nonsense } from '#core/platform/problem'
import type { AuthorisedClient } from '#core/platform/authorised'
import type { Store } from '#core/store/store'
import { readLines } from '#core/sync/read-lines'
import { routes } from '#shared/contract/api'
import { isKept, keepBody, linkText } from './kept-texts'

const most = 100
/** Stored together: a text may be long. */
const linesAtOnce = 10

interface Missing {
  readonly id: string
  readonly hash: string
  readonly rank: number
}

interface Fetching {
  readonly store: Store
  readonly client: AuthorisedClient
  /** Rank that the round has come to. */
  readonly after: number
  /** Bytes that texts may still take. */
  readonly room: number
}

/**
 * Fetches the next texts that the rule names and that are not here, after a rank. What arrives is stored at once, so an
 * interrupted round goes on where it stopped. Answers the rank that it has come to, null where nothing is missing.
 */
export async function fetchSome({ store, client, after, room }: Fetching): Promise<number | null> {
  const missing = missingAfter(store, after)
  const last = missing.at(-1)
  if (!last) return null
  const lacking = new Map(missing.filter(({ hash }) => !isKept(store, hash)).map(({ id, hash }) => [hash, id]))
  try {
    if (lacking.size > 0) await fetchBodies(store, client, [...lacking.values()], room)
  } finally {
    store.refetchable(() => {
      for (const { id, hash } of missing) if (isKept(store, hash)) linkText(store, id, hash, null)
    })
  }
  return last.rank
}

const missingAfter = (store: Store, rank: number): Missing[] =>
  store.all<Missing>(
    `SELECT w.article_id AS id, w.hash, w.rank FROM wanted_text w
     LEFT JOIN text_of t ON t.article_id = w.article_id AND t.hash = w.hash
     WHERE w.rank > ? AND t.article_id IS NULL ORDER BY w.rank LIMIT ?`,
    rank,
    most,
  )

/** Texts are of any length: what the limit has no room for is not read. */
async function fetchBodies(
  store: Store,
  client: AuthorisedClient,
  ids: readonly string[],
  room: number,
): Promise<void> {
  let left = room
  const response = await client.open(routes.articleTexts, { body: { ids } })
  for await (const lines of readLines(response, linesAtOnce)) {
    store.refetchable(() => {
      for (const line of lines) {
        if (left <= 0) return
        const { hash, body } = textOf(line)
        keepBody(store, hash, body)
        left -= Buffer.byteLength(body)
      }
    })
    if (left <= 0) return
  }
}

function textOf(line: string): { hash: string; body: string } {
  const text: unknown = JSON.parse(line)
  const isText = typeof text === 'object' && text !== null && 'hash' in text && 'body' in text
  if (isText && typeof text.hash === 'string' && typeof text.body === 'string')
    return { hash: text.hash, body: text.body }
  throw nonsense('稿件正文缺少内容')
}

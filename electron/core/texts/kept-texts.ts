import type { Store } from '#core/store/store'

/** The body of a text that is kept here, whichever article it was fetched for. */
export const keptBody = (store: Store, hash: string): string | null =>
  store.get<{ body: string }>('SELECT body FROM kept_text WHERE hash = ?', hash)?.body ??
  store.get<{ body: string }>(`SELECT body ->> '$.body' AS body FROM row_revision WHERE "hash" = ?`, hash)?.body ??
  null

export const isKept = (store: Store, hash: string): boolean =>
  store.get('SELECT 1 AS yes FROM kept_text WHERE hash = ?', hash) !== undefined

export function keepBody(store: Store, hash: string, body: string): void {
  store.run(
    'INSERT INTO kept_text (hash, bytes, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    hash,
    Buffer.byteLength(body),
    body,
  )
}

/** Says that an article's text is the one of that hash; `readAt` null where nobody has opened it yet. */
export function linkText(store: Store, articleId: string, hash: string, readAt: string | null): void {
  store.run(
    `INSERT INTO text_of (article_id, hash, read_at) VALUES (?, ?, ?)
     ON CONFLICT (article_id) DO UPDATE SET hash = excluded.hash, read_at = coalesce(excluded.read_at, read_at)`,
    articleId,
    hash,
    readAt,
  )
}

/** An article's text need not be here any longer; answers how many bytes that freed. */
export function unlinkText(store: Store, articleId: string): number {
  const text = store.get<{ hash: string }>('DELETE FROM text_of WHERE article_id = ? RETURNING hash', articleId)
  if (!text || store.get('SELECT 1 AS yes FROM text_of WHERE hash = ? LIMIT 1', text.hash)) return 0
  return store.get<{ bytes: number }>('DELETE FROM kept_text WHERE hash = ? RETURNING bytes', text.hash)?.bytes ?? 0
}

function forgetUnlinked(store: Store): void {
  store.run('DELETE FROM kept_text WHERE hash NOT IN (SELECT hash FROM text_of)')
}

/** A text goes with its article: what an operator may no longer see is not left in the file either. */
export function forgetTextsWithoutArticle(store: Store): void {
  store.run('DELETE FROM text_of WHERE NOT EXISTS (SELECT 1 FROM row_article WHERE id = article_id)')
  forgetUnlinked(store)
}

export const bytesKept = (store: Store): number =>
  store.get<{ bytes: number | null }>('SELECT sum(bytes) AS bytes FROM kept_text')?.bytes ?? 0

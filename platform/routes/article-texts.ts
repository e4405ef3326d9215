import { sql, type Kysely } from 'kysely'
import { routes } from '#shared/contract/api'
import type { Database } from '#platform/database/schema'
import { readerOf, type Reader } from '#platform/feed/reader'
import { visibleRows } from '#platform/feed/visibility'
import { sendLines } from '#platform/http/ndjson'
import { answers } from '#platform/http/route'

export const route = answers(routes.articleTexts, async ({ platform: { db }, session, body, request, reply }) =>
  sendLines(request, reply, textLines(db, readerOf(session.operator), body.ids)),
)

async function* textLines(db: Kysely<Database>, reader: Reader, ids: readonly string[]): AsyncGenerator<string> {
  const { rows } = await sql<{ line: string }>`
    select json_build_object('hash', hash, 'body', body)::text as line from library_text
    where hash in (
      select published_hash from article
      where id = any(${ids}::uuid[]) and not deleted and (${visibleRows(reader, 'article')})
    )
  `.execute(db)
  for (const { line } of rows) yield `${line}\n`
}

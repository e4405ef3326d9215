import { routes } from '#shared/contract/api'
import type { ChangeRow } from '#platform/feed/changes'
import { readCursor, writeCursor } from '#platform/feed/cursor'
import { fingerprintOf, readerOf } from '#platform/feed/reader'
import { answers } from '#platform/http/route'

/** The value goes out as PostgreSQL wrote it, unread. */
const changeText = ({ kind, id, version, deleted, tx, value }: ChangeRow, next: ChangeRow | undefined) =>
  `{"entity":{"kind":"${kind}","id":"${id}"},"version":${version},"deleted":${deleted},"value":${value ?? 'null'},"endsTransaction":${next?.tx !== tx}}`

export const route = answers(routes.changes, async ({ platform, session, query, reply }) => {
  const { feed, incarnation } = platform
  const reader = readerOf(session.operator)
  const owner = { incarnation, reader: fingerprintOf(reader) }
  const { xmin, caughtUpTo } = await feed.horizon()
  const after = readCursor(query.cursor, owner, xmin)
  const found = await feed.changes(reader, { after, below: xmin, limit: query.limit + 1 })
  const page = found.slice(0, query.limit)
  const more = found.length > page.length
  const last = page.at(-1)
  const changes = page.map((change, index) => changeText(change, found[index + 1])).join(',')
  const rest = {
    cursor: writeCursor(owner, more && last ? last : { tx: xmin, seq: 0 }),
    caughtUpTo,
    more,
  }
  const text = `{"changes":[${changes}],${JSON.stringify(rest).slice(1)}`
  return reply.type('application/json; charset=utf-8').serializer(String).send(text)
})

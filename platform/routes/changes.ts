import { routes } from '#shared/contract/api'
import { readChanges, type ChangeRow } from '#platform/feed/changes'
import { readCursor, writeCursor } from '#platform/feed/cursor'
import { readHorizon } from '#platform/feed/horizon'
import { fingerprintOf, readerOf } from '#platform/feed/reader'
import { answers } from '#platform/http/route'

/** The value goes out as PostgreSQL wrote it, unread. */
const changeText = ({ kind, id, version, deleted, tx, value }: ChangeRow, next: ChangeRow | undefined) =>
  `{"entity":{"kind":"${kind}","id":"${id}"},"version":${version},"deleted":${deleted},"value":${value ?? 'null'},"endsTransaction":${next?.tx !== tx}}`

export const route = answers(routes.changes, async ({ platform, session, query, reply }) => {
  const { db, incarnation } = platform
  const reader = readerOf(session.operator)
  const owner = { incarnation, reader: fingerprintOf(reader) }
  const at = platform.now().getTime()
  const { xmin, behind } = await readHorizon(db)
  const after = readCursor(query.cursor, owner, xmin)
  const found = await readChanges(db, reader, { after, below: xmin, limit: query.limit + 1 })
  const page = found.slice(0, query.limit)
  const more = found.length > page.length
  const last = page.at(-1)
  const changes = page.map((change, index) => changeText(change, found[index + 1])).join(',')
  const rest = {
    cursor: writeCursor(owner, more && last ? last : { tx: xmin, seq: 0 }),
    caughtUpTo: new Date(at - behind).toISOString(),
    more,
  }
  const text = `{"changes":[${changes}],${JSON.stringify(rest).slice(1)}`
  return reply.type('application/json; charset=utf-8').serializer(String).send(text)
})

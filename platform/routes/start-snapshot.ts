import { routes } from '#shared/contract/api'
import { readCuts } from '#shared/domain/ageing'
import { writeCursor } from '#platform/feed/cursor'
import { fingerprintOf, readerOf } from '#platform/feed/reader'
import { countRows } from '#platform/feed/snapshot'
import { answers } from '#platform/http/route'

/** The cursor is taken before any row is read, so that whatever changes during the snapshot comes in the feed. */
export const route = answers(routes.startSnapshot, async ({ platform, session, query }) => {
  const { db, feed, incarnation } = platform
  const reader = readerOf(session.operator)
  const { xmin, caughtUpTo } = await feed.horizon()
  return {
    cursor: writeCursor({ incarnation, reader: fingerprintOf(reader) }, { tx: xmin, seq: 0 }),
    caughtUpTo,
    kinds: await countRows(db, reader, readCuts(query.kept)),
  }
})

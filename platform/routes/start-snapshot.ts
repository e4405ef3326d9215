import { routes } from '#shared/contract/api'
import { readCuts } from '#shared/domain/ageing'
import { writeCursor } from '#platform/feed/cursor'
import { readHorizon } from '#platform/feed/horizon'
import { fingerprintOf, readerOf } from '#platform/feed/reader'
import { countRows } from '#platform/feed/snapshot'
import { answers } from '#platform/http/route'

/** The cursor is taken before any row is read, so that whatever changes during the snapshot comes in the feed. */
export const route = answers(routes.startSnapshot, async ({ platform, session, query }) => {
  const { db, incarnation } = platform
  const reader = readerOf(session.operator)
  const at = platform.now().getTime()
  const { xmin, behind } = await readHorizon(db)
  return {
    cursor: writeCursor({ incarnation, reader: fingerprintOf(reader) }, { tx: xmin, seq: 0 }),
    caughtUpTo: new Date(at - behind).toISOString(),
    kinds: await countRows(db, reader, readCuts(query.kept)),
  }
})

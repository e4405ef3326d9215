import { routes } from '#shared/contract/api'
import { writeCuts } from '#shared/domain/ageing'
import { keptFor } from '#platform/feed/ageing'
import { readerOf } from '#platform/feed/reader'
import { answers } from '#platform/http/route'

export const route = answers(routes.keptFrom, async ({ platform: { db, now }, session, query }) => ({
  kept: writeCuts(await keptFor(db, readerOf(session.operator), query.months, now())),
}))

import { AppError } from '#shared/contract/app-error'
import { routes } from '#shared/contract/api'
import { isEntityKind } from '#shared/contract/entity'
import { readCuts } from '#shared/domain/ageing'
import { readerOf } from '#platform/feed/reader'
import { highestId, snapshotLines } from '#platform/feed/snapshot'
import { visibleKinds } from '#platform/feed/visibility'
import { sendLines } from '#platform/http/ndjson'
import { answers } from '#platform/http/route'

export const route = answers(routes.snapshotRows, async ({ platform, session, params, query, request, reply }) => {
  const { kind } = params
  const reader = readerOf(session.operator)
  if (!isEntityKind(kind) || !visibleKinds(reader).includes(kind)) {
    throw new AppError('not-found', '没有这类数据，或当前账号无权读取')
  }
  const wanted = { kind, below: query.below ?? highestId, cuts: readCuts(query.kept), limit: query.limit }
  return sendLines(request, reply, snapshotLines(platform.db, reader, wanted))
})

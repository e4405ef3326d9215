import { Readable } from 'node:stream'
import { constants, createGzip } from 'node:zlib'
import { AppError } from '#shared/contract/app-error'
import { routes } from '#shared/contract/api'
import { isEntityKind } from '#shared/contract/entity'
import { readCuts } from '#shared/domain/ageing'
import { readerOf } from '#platform/feed/reader'
import { highestId, snapshotLines } from '#platform/feed/snapshot'
import { visibleKinds } from '#platform/feed/visibility'
import { answers } from '#platform/http/route'

/** The fastest level: on loopback and office lines alike the sender's processor is what limits a first sync. */
const gzip = () => createGzip({ level: constants.Z_BEST_SPEED, chunkSize: 64 * 1024 })

export const route = answers(routes.snapshotRows, async ({ platform, session, params, query, request, reply }) => {
  const { kind } = params
  const reader = readerOf(session.operator)
  if (!isEntityKind(kind) || !visibleKinds(reader).includes(kind)) {
    throw new AppError('not-found', '没有这类数据，或当前账号无权读取')
  }
  const wanted = { kind, below: query.below ?? highestId, cuts: readCuts(query.kept), limit: query.limit }
  const lines = Readable.from(snapshotLines(platform.db, reader, wanted), { objectMode: true })
  void reply.type('application/x-ndjson; charset=utf-8').header('vary', 'accept-encoding')
  if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(lines)
  return reply.header('content-encoding', 'gzip').send(compressed(lines))
})

function compressed(lines: Readable): NodeJS.ReadableStream {
  const zip = gzip()
  lines.on('error', (error) => zip.destroy(error))
  zip.on('close', () => lines.destroy())
  return lines.pipe(zip)
}

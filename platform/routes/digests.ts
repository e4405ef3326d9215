import type { Static } from '@sinclair/typebox'
import { AppError } from '#shared/contract/app-error'
import { routes } from '#shared/contract/api'
import type { DigestAnswer, DigestQuery, Stretch } from '#shared/contract/digest'
import { isEntityKind, kindNames, type EntityKind } from '#shared/contract/entity'
import { readCuts } from '#shared/domain/ageing'
import { readCursor, type Place } from '#platform/feed/cursor'
import { kindsFrom } from '#platform/feed/digests'
import { fingerprintOf, readerOf, type Reader } from '#platform/feed/reader'
import { answers } from '#platform/http/route'
import type { Platform } from '#platform/platform'

type Query = Static<typeof DigestQuery>

export const route = answers(routes.digests, async ({ platform, session, query, request }) => {
  const reader = readerOf(session.operator)
  const owner = { incarnation: platform.incarnation, reader: fingerprintOf(reader) }
  const at = readCursor(query.cursor, owner, (await platform.feed.horizon()).xmin)
  const first = kindAsked(query)
  if (query.downTo === undefined) return walk(platform, reader, query, first, at)
  const stretch = await platform.feed.stretch(reader, askedOf(query, first, at, query.limit))
  const { of, differs } = query
  if (differs !== undefined && differs !== stretch.digest) {
    request.log.warn({ operator: session.operator.login, of, stretch, console: differs }, differing)
  }
  return only(stretch)
})

const only = (stretch: Stretch): DigestAnswer => ({ stretches: [stretch], next: null })
const differing = 'a console holds other rows than the platform and fetches them anew'

function kindAsked({ kind = kindNames[0] ?? '' }: Query): EntityKind {
  if (isEntityKind(kind)) return kind
  throw new AppError('invalid', '没有这类数据')
}

const askedOf = (query: Query, kind: EntityKind, at: Place, limit: number) => ({
  kind,
  of: query.of,
  at,
  below: kind === query.kind ? (query.below ?? null) : null,
  downTo: query.downTo ?? null,
  cuts: readCuts(query.kept),
  limit,
})

/** Kind after kind until so many rows are covered. */
async function walk(
  { feed }: Platform,
  reader: Reader,
  query: Query,
  first: EntityKind,
  at: Place,
): Promise<DigestAnswer> {
  const stretches: Stretch[] = []
  let left = query.limit
  for (const kind of kindsFrom(first)) {
    if (left <= 0) return { stretches, next: { kind, below: null } }
    const stretch = await feed.stretch(reader, askedOf(query, kind, at, left))
    stretches.push(stretch)
    left -= stretch.rows
    if (stretch.downTo !== null) return { stretches, next: { kind, below: stretch.downTo } }
  }
  return { stretches, next: null }
}

import { api } from '#renderer/api.ts'
import { useAnswer, type Answered } from '#renderer/query.ts'
import type { EntityKind, EntityOf } from '#shared/contract/entity'

/** Most rows one question may ask for. */
const most = 500

/** Any number of rows by id, asked for in portions. */
export async function manyRows<K extends EntityKind>(kind: K, ids: readonly string[]): Promise<EntityOf<K>[]> {
  const portions = Array.from({ length: Math.ceil(ids.length / most) }, (_, place) =>
    ids.slice(place * most, (place + 1) * most),
  )
  const answers = await Promise.all(portions.map((portion) => api['rows.many']({ kind, ids: [...portion] })))
  return answers.flat() as EntityOf<K>[]
}

/** Sites by id, for lists that name sites without being rows of one. */
export const useSitesById = (ids: () => readonly string[]): Answered<ReadonlyMap<string, EntityOf<'site'>>> =>
  useAnswer(async () => new Map((await manyRows('site', ids())).map((site) => [site.id, site])), ['site'])

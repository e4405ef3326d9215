import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { DigestOf, Stretch } from '#shared/contract/digest'
import { kindNames, type EntityKind } from '#shared/contract/entity'
import type { Cuts } from '#shared/domain/ageing'
import { fieldsOf, tableOf } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'
import { keptRows } from './ageing'
import type { Place } from './cursor'
import type { Reader } from './reader'
import { visibleKinds, visibleRows } from './visibility'

export interface Asked {
  readonly kind: EntityKind
  readonly of: DigestOf
  /** The place in the feed that the console stands at. */
  readonly at: Place
  readonly below: string | null
  readonly downTo: string | null
  /** What has aged is not counted. */
  readonly cuts: Cuts
  readonly limit: number
}

/** More changes than that since the cursor, and there is nothing worth comparing. */
const mostChanged = 1_000

const within = (below: string | null, downTo: string | null) => sql`
  ${below === null ? sql`true` : sql`id < ${below}::uuid`} and ${downTo === null ? sql`true` : sql`id >= ${downTo}::uuid`}`

const textOf: Readonly<Record<DigestOf, (kind: EntityKind) => RawBuilder<unknown>>> = {
  versions: () => sql`select id, id::text || ':' || version as text`,
  contents: (kind) => sql`select id, (
    select replace(row_to_json(r)::text, ' ', '') from (select ${fieldsOf(kind)}) r
  ) as text`,
}

interface Found {
  readonly rows: number
  readonly last: string | null
  readonly digest: string
  readonly changed: string[]
}

/**
 * The rows that stood at the place and still do, in one hash. What changed since is named instead: one statement, so one
 * snapshot, in which each row is either unchanged since the place or among the changed.
 */
export async function readStretch(db: Kysely<Database>, reader: Reader, asked: Asked): Promise<Stretch> {
  const { kind, at, below, downTo, limit } = asked
  if (!visibleKinds(reader).includes(kind)) return nothingOf(kind, below)
  const visible = visibleRows(reader, kind)
  const { rows: found } = await sql<Found>`
    with stretch as materialized (
      ${textOf[asked.of](kind)} from ${tableOf(kind)}
      where ${within(below, downTo)} and not deleted and (tx, seq) <= (${at.tx}::xid8, ${at.seq}::bigint) and (${visible})
        and ${keptRows(kind, asked.cuts)}
      order by id desc limit ${limit}
    ), total as (
      select count(*)::integer as rows, (select id from stretch order by id limit 1) as last,
        encode(sha256(convert_to(coalesce(string_agg(text || E'\n', '' order by id desc), ''), 'UTF8')), 'hex') as digest
      from stretch
    )
    select rows, last, digest, array(
      select id::text from ${tableOf(kind)}
      where (tx, seq) > (${at.tx}::xid8, ${at.seq}::bigint) and (${visible}) and ${within(below, downTo)}
        and (total.rows < ${limit} or id >= total.last)
      limit ${mostChanged + 1}
    ) as changed
    from total
  `.execute(db)
  return stretchOf(asked, found[0] ?? { rows: 0, last: null, digest: digestOfNothing, changed: [] })
}

/** Whether no row between two ids has changed since a place, for all that the reader may see. */
export async function isUnchanged(db: Kysely<Database>, reader: Reader, asked: Omit<Asked, 'limit'>): Promise<boolean> {
  const { kind, at, below, downTo } = asked
  const { rows } = await sql`
    select from ${tableOf(kind)}
    where (tx, seq) > (${at.tx}::xid8, ${at.seq}::bigint) and (${visibleRows(reader, kind)}) and ${within(below, downTo)}
    limit 1
  `.execute(db)
  return rows.length === 0
}

function stretchOf({ kind, below, downTo, limit }: Asked, { rows, last, digest, changed }: Found): Stretch {
  const end = rows < limit ? downTo : last
  return { kind, below, downTo: end, rows, digest, changed: changed.length > mostChanged ? null : changed }
}

const digestOfNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

/** Of what a reader may not see, a console has to hold nothing. */
const nothingOf = (kind: EntityKind, below: string | null): Stretch => ({
  kind,
  below,
  downTo: null,
  rows: 0,
  digest: digestOfNothing,
  changed: [],
})

export const kindsFrom = (kind: EntityKind): readonly EntityKind[] => kindNames.slice(kindNames.indexOf(kind))

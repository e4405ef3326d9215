import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { EntityKind } from '#shared/contract/entity'
import { ageing, ageingKinds, earlier, monthsBefore, type AgeingKind, type Cuts } from '#shared/domain/ageing'
import { workStates } from '#shared/domain/article-states'
import { columnOf } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'
import type { Reader } from './reader'
import { visibleRows } from './visibility'

/** Condition on the rows of a kind that have not aged. */
export function keptRows(kind: EntityKind, cuts: Cuts): RawBuilder<unknown> {
  const [rule, cut] = [ageing[kind], cuts[kind]]
  if (!rule || cut === undefined) return sql`true`
  const column = sql.ref(columnOf(kind, rule.by).column)
  return rule.over
    ? sql`(${column} >= ${cut}::date or state <> all(${rule.over}::text[]))`
    : sql`${column} >= ${cut}::date`
}

type Held = Readonly<Record<NonNullable<AgeingKind['heldBy']>, string | null>>

/** The oldest day that each kind of unfinished work needs, as far as the reader sees it. */
async function heldDays(db: Kysely<Database>, reader: Reader): Promise<Held | undefined> {
  const { rows } = await sql<Held>`
    select
      (select min(day)::text from inspection_day where state <> 'signed' and not deleted) as "unsigned-day",
      (select min(made_at)::date::text from revision where article_id = any(array(
        select id from article where state in (${sql.raw(quotedWorkStates)}) and not deleted
          and (${visibleRows(reader, 'article')})
      ))) as "article-in-work",
      (select max(signed_at)::date::text from sign_off where not deleted) as "last-sign-off"
  `.execute(db)
  return rows[0]
}

// As literals, so that the partial index over articles in work serves.
const quotedWorkStates = workStates.map((state) => `'${state}'`).join(', ')

/** From which day on each kind is kept for so many months: earlier where something older is still worked with. */
export async function keptFor(db: Kysely<Database>, reader: Reader, months: number, now: Date): Promise<Cuts> {
  const usual = monthsBefore(now.getTime(), months)
  const held = await heldDays(db, reader)
  return Object.fromEntries(
    ageingKinds.map((kind) => {
      const by = ageing[kind]?.heldBy
      return [kind, earlier(usual, by && held?.[by])]
    }),
  )
}

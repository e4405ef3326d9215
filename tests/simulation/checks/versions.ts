import { sql } from 'kysely'
import type { EntityKind } from '#shared/contract/entity'
import { tableOf } from '#platform/database/entity-rows'
import type { Check } from '#tests/simulation/check'
import { beginnings } from '#tests/simulation/province'

const changed: readonly EntityKind[] = [
  'site',
  'column',
  'article',
  'revision',
  'reviewTask',
  'finding',
  'rectificationOrder',
  'inspectionDay',
  'hit',
]

/** Every effect is in the audit and was had once: a row's version is where it began plus one for each entry about it. */
export const check: Check = async ({ server }) => {
  const db = server.db()
  const { rows: counts } = await sql<{ subject: string; count: number }>`
    select subject, count(*)::integer as count
    from audit_entry, jsonb_array_elements_text(subjects) subject group by subject`.execute(db)
  const effects = new Map(counts.map(({ subject, count }) => [subject, count]))
  const faults: string[] = []
  const selects = changed.map((kind) => sql`select ${sql.lit(kind)} as kind, id, version from ${tableOf(kind)}`)
  const { rows } = await sql<{ kind: EntityKind; id: string; version: number }>`
    ${sql.join(selects, sql` union all `)}`.execute(db)
  for (const { kind, id, version } of rows) {
    const expected = (beginnings.get(id) ?? 0) + (effects.get(`${kind}:${id}`) ?? 0)
    if (version !== expected) faults.push(`${kind} ${id} is at version ${version}, its effects make ${expected}`)
  }
  return faults
}

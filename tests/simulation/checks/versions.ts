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
  for (const kind of changed) {
    const { rows } = await sql<{ id: string; version: number }>`select id, version from ${tableOf(kind)}`.execute(db)
    for (const { id, version } of rows) {
      const expected = (beginnings.get(id) ?? 0) + (effects.get(`${kind}:${id}`) ?? 0)
      if (version !== expected) faults.push(`${kind} ${id} is at version ${version}, its effects make ${expected}`)
    }
  }
  return faults
}

import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { AnyEntity, EntityKind } from '#shared/contract/entity'
import { kindNames } from '#shared/contract/entity'
import type { Operator } from '#shared/contract/operator'
import { fieldsOf, readEntities, tableOf } from '#platform/database/entity-rows'
import { readerOf } from '#platform/feed/reader'
import { visibleKinds, visibleRows } from '#platform/feed/visibility'
import type { Check } from '#tests/simulation/check'
import { rowsOf } from '#tests/simulation/submitting'
import type { World } from '#tests/simulation/world'

/** Each console shows exactly the platform's rows, as far as its operator may see them. */
export const check: Check = async (world) => {
  const faults: string[] = []
  for (const station of world.stations) {
    const [operator] = await readEntities(world.server.db(), 'operator', sql`id = ${station.operator.id}`)
    const console = await station.console()
    if (!console || !operator) continue
    const theirs = await rowsFor(world, operator)
    for (const kind of kindNames) {
      const found = differences(kind, theirs.get(kind) ?? new Map(), await rowsOf(console, kind))
      faults.push(...found.map((difference) => `console ${station.number} ${difference}`))
    }
  }
  return faults
}

/** Everything that an operator may see, in one query. */
async function rowsFor({ server }: World, operator: Operator): Promise<Map<EntityKind, Map<string, AnyEntity>>> {
  const reader = readerOf(operator)
  const selects = visibleKinds(reader).map(
    (kind) => sql`select ${sql.lit(kind)} as kind, row_to_json(r) as entity from (
      select ${fieldsOf(kind)} from ${tableOf(kind)} where not deleted and (${visibleRows(reader, kind)})) r`,
  )
  const { rows } = await sql<{ kind: EntityKind; entity: AnyEntity }>`${sql.join(selects, sql` union all `)}`.execute(
    server.db(),
  )
  const found = new Map<EntityKind, Map<string, AnyEntity>>()
  for (const { kind, entity } of rows) found.set(kind, (found.get(kind) ?? new Map()).set(entity.id, entity))
  return found
}

function differences(kind: EntityKind, theirs: ReadonlyMap<string, AnyEntity>, ours: readonly AnyEntity[]): string[] {
  const here = new Set(ours.map(({ id }) => id))
  const missing = [...theirs.keys()].filter((id) => !here.has(id)).map((id) => `lacks ${kind} ${id}`)
  const wrong = ours
    .filter((row) => !isDeepStrictEqual(row, theirs.get(row.id)))
    .map((row) => `shows another ${kind} ${row.id}: ${firstDifference(row, theirs.get(row.id))}`)
  return [...missing, ...wrong]
}

function firstDifference(here: AnyEntity, there: AnyEntity | undefined): string {
  if (!there) return 'the platform has none'
  const other: Readonly<Record<string, unknown>> = there
  const [field, value] = Object.entries(here).find(([name, shown]) => !isDeepStrictEqual(shown, other[name])) ?? []
  return `${field} is ${JSON.stringify(value)} here and ${JSON.stringify(other[field ?? ''])} there`
}

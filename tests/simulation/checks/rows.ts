import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { Console } from '#core/console'
import type { AnyEntity, EntityKind } from '#shared/contract/entity'
import { kindNames } from '#shared/contract/entity'
import type { Operator } from '#shared/contract/operator'
import { readEntities } from '#platform/database/entity-rows'
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
    for (const kind of kindNames) {
      const found = await differencesIn(world, console, operator, kind)
      faults.push(...found.map((difference) => `console ${station.number} ${difference}`))
    }
  }
  return faults
}

async function differencesIn({ server }: World, console: Console, operator: Operator, kind: EntityKind) {
  const reader = readerOf(operator)
  const isVisible = visibleKinds(reader).includes(kind)
  const theirs = isVisible ? await readEntities(server.db(), kind, visibleRows(reader, kind)) : []
  return differences(kind, new Map(theirs.map((row) => [row.id, row])), await rowsOf(console, kind))
}

function differences(kind: EntityKind, theirs: Map<string, AnyEntity>, ours: readonly AnyEntity[]): string[] {
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

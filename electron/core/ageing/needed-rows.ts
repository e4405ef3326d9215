import { argsOf, baseOf, subjectsOf, type CommandRow } from '#core/overlay/pending-command'
import type { Store } from '#core/store/store'
import type { EntityKind } from '#shared/contract/entity'
import { refsOf, type ManyRead } from '#shared/domain/command-rule'
import { commandRules } from '#shared/domain/command-rules'

/** What commands that are not over were decided on, change, or would look at if they were judged again. */
export interface Needed {
  /** As kind:id. */
  readonly names: ReadonlySet<string>
  has(kind: EntityKind, id: string): boolean
  /** Rows that are needed as all those with one value of a field. */
  readonly many: readonly Pick<ManyRead, 'kind' | 'field' | 'value'>[]
}

export function neededByUnsent(store: Store): Needed {
  const rows = store.all<CommandRow>("SELECT * FROM command WHERE state IN ('waiting', 'acknowledged', 'parked')")
  const reads = rows.flatMap((row) => {
    const rule = commandRules.get(row.type)
    return rule ? [rule.reads(argsOf(row))] : []
  })
  const named = [
    ...rows.flatMap((row) => [...subjectsOf(row), ...baseOf(row).map(({ entity }) => entity)]),
    ...reads.flatMap(refsOf),
  ]
  const names = new Set(named.map(({ kind, id }) => `${kind}:${id}`))
  return {
    names,
    has: (kind, id) => names.has(`${kind}:${id}`),
    many: reads.flatMap((each) => Object.values(each)).filter((read) => read.how === 'many'),
  }
}

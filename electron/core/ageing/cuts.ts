import { readNote, writeNote } from '#core/store/notes'
import type { SqlValue, Store } from '#core/store/store'
import type { EntityKind } from '#shared/contract/entity'
import { ageing, earlier, readCuts, writeCuts, type Cuts } from '#shared/domain/ageing'

const noteName = 'kept-from'

/** From which day on this database keeps what is over; empty where it keeps everything. */
export const cutsOf = (store: Store): Cuts => readCuts(readNote<string>(store, noteName) ?? '')

/** The same as a request's parameter: none where everything is kept, since an older platform doesn't know it. */
export function keptQuery(store: Store): { kept?: string } {
  const kept = writeCuts(cutsOf(store))
  return kept === '' ? {} : { kept }
}

export const saveCuts = (store: Store, cuts: Cuts): void => writeNote(store, noteName, writeCuts(cuts))

/** A day that is not signed here holds its rows, whatever the platform has heard since. */
export function heldHere(store: Store, cuts: Cuts): Cuts {
  const unsigned = store.get<{ day: string | null }>(
    "SELECT min(day) AS day FROM row_inspectionDay WHERE state <> 'signed'",
  )?.day
  const held = Object.entries(cuts).map(([kind, cut]) => {
    const isHeld = ageing[kind as EntityKind]?.heldBy === 'unsigned-day'
    return [kind, isHeld ? earlier(cut, unsigned) : cut] as const
  })
  return Object.fromEntries(held)
}

export interface Condition {
  readonly sql: string
  readonly values: readonly SqlValue[]
}

/** Rows of a kind that have aged; `field` says how a field is written. Null where none can. */
export function aged(kind: EntityKind, cuts: Cuts, field: (name: string) => string): Condition | null {
  const [rule, cut] = [ageing[kind], cuts[kind]]
  if (!rule || cut === undefined) return null
  if (!rule.over) return { sql: `${field(rule.by)} < ?`, values: [cut] }
  const states = rule.over.map(() => '?').join(', ')
  return { sql: `${field(rule.by)} < ? AND ${field('state')} IN (${states})`, values: [cut, ...rule.over] }
}

/** Rows of a kind that have not aged. */
export function kept(kind: EntityKind, cuts: Cuts, field: (name: string) => string): Condition {
  const condition = aged(kind, cuts, field)
  return condition ? { sql: `NOT (${condition.sql})`, values: condition.values } : { sql: 'true', values: [] }
}

export const asColumn = (name: string): string => `"${name}"`
export const inBody = (name: string): string => `body ->> '$.${name}'`

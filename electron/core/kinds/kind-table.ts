import type { EntityKind, EntityOf } from '#shared/contract/entity'

/** A value that SQLite computes from the row's JSON: lists filter, sort and count by it. */
export interface Field {
  /** SQL over `body`; default is the property of the field's name. */
  readonly sql?: string
  /** Looked up in rows of another kind whenever it is asked for, instead of being stored with the row. */
  readonly derived?: { readonly sql: string; readonly from: EntityKind }
  /** True and false travel as such, though SQLite knows only 1 and 0. */
  readonly isFlag?: true
}

interface Shape<K extends EntityKind> {
  readonly fields: Readonly<Record<string, Field>>
  /** Fields that lists are most often restricted or sorted by: each gets an index. Several joined by a comma share one. */
  readonly indexed: readonly string[]
  /** Order of a list for which none was asked. */
  readonly order: { readonly by: string; readonly descending: boolean }
  /** Words a row is found by; absent where a kind isn't searched. */
  readonly words?: (row: EntityOf<K>) => readonly (string | null)[]
  /** Rows are found by their site's words too. */
  readonly foundBySite?: true
  /** What a row is called in a sentence. */
  readonly label?: (row: EntityOf<K>) => string
}

/** How rows of one kind are kept here: one file each beside this one. */
export interface KindTable<K extends EntityKind = EntityKind> extends Shape<K> {
  readonly kind: K
}

export const kindTable = <K extends EntityKind>(kind: K, shape: Shape<K>): KindTable<K> => ({ kind, ...shape })

/** A property of the row as it stands. */
export const own: Field = {}
export const flag: Field = { isFlag: true }
export const derived = (from: EntityKind, sql: string): Field => ({ derived: { sql, from } })
export const computed = (sql: string): Field => ({ sql })

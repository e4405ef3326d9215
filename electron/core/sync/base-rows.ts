import { createHash } from 'node:crypto'
import { asColumn, cutsOf, inBody, kept } from '#core/ageing/cuts'
import { rowTable } from '#core/kinds/kinds'
import type { Store } from '#core/store/store'
import type { DigestOf, Stretch } from '#shared/contract/digest'
import type { EntityKind } from '#shared/contract/entity'

/** A row as the platform has it, whatever pending commands have put on top of it here. */
export interface BaseRow {
  readonly id: string
  readonly version: number
  /** Empty where only versions were asked for. */
  readonly body: string
}

export interface Reach extends Pick<Stretch, 'below' | 'downTo' | 'changed'> {
  readonly kind: EntityKind
}

/** No id is higher. */
const top = '~'

/** Base rows of a stretch, newest id first and `most` at most, without those that have aged or changed on the platform meanwhile. */
export function baseRows(
  store: Store,
  { kind, below, downTo, changed }: Reach,
  of: DigestOf,
  most = Number.MAX_SAFE_INTEGER,
): BaseRow[] {
  const columns = of === 'contents' ? 'id, version, body' : "id, version, '' AS body"
  const reach = [below ?? top, downTo ?? ''] as const
  const cuts = cutsOf(store)
  const [here, base] = [kept(kind, cuts, asColumn), kept(kind, cuts, inBody)]
  const rows = store.all<BaseRow>(
    `SELECT ${columns} FROM ${rowTable(kind)}
     WHERE id < ? AND id >= ? AND id NOT IN (SELECT id FROM base_row WHERE kind = ?) AND ${here.sql}
     UNION ALL
     SELECT ${columns} FROM base_row WHERE id < ? AND id >= ? AND kind = ? AND version IS NOT NULL AND ${base.sql}
     ORDER BY id DESC LIMIT ?`,
    ...reach,
    kind,
    ...here.values,
    ...reach,
    kind,
    ...base.values,
    most,
  )
  return without(rows, changed)
}

export const baseRow = (store: Store, kind: EntityKind, id: string): BaseRow | undefined =>
  baseRows(store, { kind, below: `${id}!`, downTo: id, changed: [] }, 'contents')[0]

export function without<R extends { readonly id: string }>(rows: R[], changed: readonly string[] | null): R[] {
  if (!changed?.length) return rows
  const left = new Set(changed)
  return rows.filter(({ id }) => !left.has(id))
}

const textOf: Readonly<Record<DigestOf, (row: BaseRow) => string>> = {
  versions: ({ id, version }) => `${id}:${version}`,
  contents: ({ body }) => body.replaceAll(' ', ''),
}

/** The digest that the platform computes over the same rows in SQL; see `Stretch`. */
export function digestOf(rows: readonly BaseRow[], of: DigestOf): string {
  const hash = createHash('sha256')
  // Handing over each short text on its own would take longer than hashing it.
  for (let from = 0; from < rows.length; from += 500) {
    hash.update(
      rows
        .slice(from, from + 500)
        .map((row) => `${textOf[of](row)}\n`)
        .join(''),
    )
  }
  return hash.digest('hex')
}

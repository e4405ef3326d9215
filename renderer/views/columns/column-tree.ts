import type { Column } from '#shared/contract/column'

export interface TreeRow {
  readonly id: string
  readonly column: Column
  readonly depth: number
  readonly children: number
  /** Ids of all columns below. */
  readonly below: readonly string[]
}

const byPath = (a: Column, b: Column) => a.path.localeCompare(b.path)

/** The columns of a site as the lines of a tree, parents before children; what lies under a folded column is left out. A column whose parent is not here stands at the top. */
export function treeRows(columns: readonly Column[], folded: ReadonlySet<string>): TreeRow[] {
  const present = new Set(columns.map(({ id }) => id))
  const children = new Map<string | null, Column[]>()
  for (const column of [...columns].sort(byPath)) {
    const parent = column.parentId !== null && present.has(column.parentId) ? column.parentId : null
    children.set(parent, [...(children.get(parent) ?? []), column])
  }
  const below = (id: string): string[] => (children.get(id) ?? []).flatMap((child) => [child.id, ...below(child.id)])
  const lines = (parent: string | null, depth: number): TreeRow[] =>
    (children.get(parent) ?? []).flatMap((column) => {
      const row = {
        id: column.id,
        column,
        depth,
        children: children.get(column.id)?.length ?? 0,
        below: below(column.id),
      }
      return folded.has(column.id) ? [row] : [row, ...lines(column.id, depth + 1)]
    })
  return lines(null, 0)
}

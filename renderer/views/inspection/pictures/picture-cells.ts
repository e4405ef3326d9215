import type { FreshnessPicture } from '#shared/contract/pictures'

/** What a character of a site's days stands for. */
const healthNames = {
  '.': 'none',
  i: 'incomplete',
  u: 'unreachable',
  '0': '0',
  '1': '1',
  '2': '2',
  '3': '3',
} as const
export type Health = (typeof healthNames)[keyof typeof healthNames]

export const healthOf = (cells: string, place: number): Health =>
  healthNames[(cells[place] ?? '.') as keyof typeof healthNames] ?? 'none'

export const healthTone = {
  none: 'none',
  incomplete: 'missed',
  unreachable: 'level-3',
  '0': 'level-0',
  '1': 'level-1',
  '2': 'level-2',
  '3': 'level-3',
} as const satisfies Record<Health, string>

/** Whether anything was wrong on any of the days. */
export const hasTrouble = (cells: string): boolean => /[u23]/.test(cells)

const healthWeight: Readonly<Record<string, number>> = { u: 9, '3': 9, '2': 4, '1': 1 }

/** How bad the days were together, to put the worst site on top. */
export const troubleOf = (cells: string): number => [...cells].reduce((sum, cell) => sum + (healthWeight[cell] ?? 0), 0)

type FreshCell = FreshnessPicture['sites'][number]['cells'][number]
export type Freshness = 'none' | 'fine' | 'soon' | 'late' | 'long' | 'never'

/** From this share of its cycle on a column is due soon. */
const soonShare = 0.75

/** How the column that is furthest behind stands to its cycle. */
export function freshnessOf(cell: FreshCell | undefined): Freshness {
  if (!cell) return 'none'
  const { age, cycle } = cell
  if (age < 0) return 'never'
  if (age > 2 * cycle) return 'long'
  if (age > cycle) return 'late'
  return age > soonShare * cycle ? 'soon' : 'fine'
}

export const freshnessTone = {
  none: 'none',
  fine: 'level-0',
  soon: 'level-1',
  late: 'level-2',
  long: 'level-3',
  never: 'level-3',
} as const satisfies Record<Freshness, string>

/** Columns of a site that are late, to put the one with most on top. */
export const lateColumns = (cells: readonly FreshCell[]): number =>
  cells.reduce((sum, cell) => sum + (cell?.late ?? 0), 0)

export const isBehind = (cell: FreshCell): boolean => ['late', 'long', 'never'].includes(freshnessOf(cell))

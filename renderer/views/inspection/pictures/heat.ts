/** A line of a heat map. */
export interface HeatRow {
  readonly id: string
  readonly name: string
}

export interface HeatColumn {
  readonly key: string
  readonly label: string
  readonly title: string
}

/** A cell says in its mark what its colour says. */
export interface HeatCell {
  readonly mark: string
  readonly tone: 'none' | 'missed' | 'level-0' | 'level-1' | 'level-2' | 'level-3'
  readonly label: string
}

/** What a VirtualTable lets its view do. */
export interface TableHandle {
  readonly goTo: (index: number) => void
  /** Moves on from the row the keys act on; from one that left the list, to the row that took its place. */
  readonly step: (by: number) => void
}

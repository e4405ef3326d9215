/**
 * The rows of one list as far as they are known: pages of a sparse array. Pages can be made stale: they stay on screen
 * and are asked for again. Far pages are forgotten, so that a long scroll does not keep everything.
 */
export class RowPages<T> {
  static readonly size = 100
  static readonly kept = 40

  total = 0
  /** False until the first answer. */
  known = false
  private readonly pages = new Map<number, readonly T[]>()
  private readonly stale = new Set<number>()

  at(index: number): T | undefined {
    return this.pages.get(Math.floor(index / RowPages.size))?.[index % RowPages.size]
  }

  /** Pages that have to be asked for so that rows from … to (both included) are there and fresh. */
  wanted(from: number, to: number): number[] {
    const last = this.known ? Math.min(to, this.total - 1) : to
    const first = Math.floor(Math.max(0, from) / RowPages.size)
    const pages: number[] = []
    for (let page = first; page * RowPages.size <= last; page += 1)
      if (!this.pages.has(page) || this.stale.has(page)) pages.push(page)
    return pages
  }

  put(page: number, rows: readonly T[], total: number): void {
    this.total = total
    this.known = true
    this.pages.set(page, rows)
    this.stale.delete(page)
    for (const other of this.pages.keys()) if (other * RowPages.size >= total) this.pages.delete(other)
    this.forgetFarFrom(page)
  }

  /** Every page is asked for again when it comes into view. */
  makeStale(): void {
    for (const page of this.pages.keys()) this.stale.add(page)
  }

  /** Where a row stands, among the rows that are here; -1 when it is not. */
  indexWhere(matches: (row: T) => boolean): number {
    for (const [page, rows] of this.pages) {
      const place = rows.findIndex(matches)
      if (place >= 0) return page * RowPages.size + place
    }
    return -1
  }

  /** Puts a newer state of a row in its place; false where the row isn't here. */
  replace(row: T, matches: (other: T) => boolean): boolean {
    for (const [page, rows] of this.pages) {
      const place = rows.findIndex(matches)
      if (place < 0) continue
      this.pages.set(page, rows.with(place, row))
      return true
    }
    return false
  }

  private forgetFarFrom(page: number): void {
    if (this.pages.size <= RowPages.kept) return
    const byDistance = [...this.pages.keys()].sort((a, b) => Math.abs(b - page) - Math.abs(a - page))
    for (const far of byDistance.slice(0, this.pages.size - RowPages.kept)) this.pages.delete(far)
  }
}

interface OpenedPart<T> {
  readonly element: string
  readonly kind: T
  depth: number
}

/** The parts of a page that are open while it streams by, innermost last; elements of the same name inside one are counted. */
export class OpenedParts<T> {
  private readonly opened: OpenedPart<T>[] = []

  get innermost(): T | undefined {
    return this.opened.at(-1)?.kind
  }

  /** An element opens; with a kind it begins a part of its own. */
  open(element: string, kind: T | undefined): void {
    const inside = this.opened.at(-1)
    if (kind !== undefined) this.opened.push({ element, kind, depth: 1 })
    else if (inside?.element === element) inside.depth += 1
  }

  close(element: string): void {
    const inside = this.opened.at(-1)
    if (inside?.element !== element) return
    inside.depth -= 1
    if (inside.depth === 0) this.opened.pop()
  }
}

/**
 * Double-array trie over UTF-16 units: a state's child by unit `c` is `base + code[c]` when `check` there names the
 * state. The units of the phrases get dense codes, the commonest the smallest, so the arrays stay small and a unit
 * that is in no phrase ends a walk at once.
 */
export interface DoubleArray {
  /** Base (doubled, plus one where a phrase ends) and check of each state, side by side. */
  readonly states: Int32Array
  /** Number of the phrase that ends in a state, or -1. */
  readonly ends: Int32Array
  readonly code: Uint16Array
}

interface Span {
  readonly from: number
  readonly to: number
  readonly depth: number
  readonly state: number
}

/** `phrases` are different, not empty, and sorted by units. */
export function buildDoubleArray(phrases: readonly string[]): DoubleArray {
  return new Builder(phrases).build()
}

class Builder {
  private base = new Int32Array(1 << 12)
  private check = new Int32Array(1 << 12).fill(-1)
  private ends = new Int32Array(1 << 12).fill(-1)
  private readonly code: Uint16Array
  private units = 1
  private firstFree = 1
  private used = 1
  // Children of the state at hand: kept as arrays of the builder, since there are hundreds of thousands of states.
  private readonly codes = new Int32Array(0x10000)
  private readonly starts = new Int32Array(0x10001)

  constructor(private readonly phrases: readonly string[]) {
    this.code = codesOf(phrases)
    for (const code of this.code) if (code >= this.units) this.units = code + 1
  }

  build(): DoubleArray {
    this.check[0] = 0
    const spans: Span[] = [{ from: 0, to: this.phrases.length, depth: 0, state: 0 }]
    // Breadth first: the states near the root, which every walk begins in, lie together.
    for (const span of spans) this.place(span, spans)
    // As many empty places as there are codes at the end: a walk never reads beyond it.
    this.grow(this.used + this.units)
    const states = new Int32Array((this.used + this.units) * 2).fill(-1)
    for (let state = 0; state < this.used; state++) {
      states[state * 2] = ((this.base[state] as number) << 1) | ((this.ends[state] as number) >= 0 ? 1 : 0)
      states[state * 2 + 1] = this.check[state] as number
    }
    return { states, ends: this.ends.slice(0, this.used), code: this.code }
  }

  private place(span: Span, spans: Span[]): void {
    const count = this.childrenOf(span)
    if (count === 0) return
    const base = this.freeBase(count)
    this.base[span.state] = base
    for (let child = 0; child < count; child++) {
      const state = base + (this.codes[child] as number)
      this.check[state] = span.state
      this.used = Math.max(this.used, state + 1)
      spans.push({
        from: this.starts[child] as number,
        to: this.starts[child + 1] as number,
        depth: span.depth + 1,
        state,
      })
    }
  }

  /** The phrases are sorted, so those that go on with the same unit lie together. */
  private childrenOf({ from, to, depth, state }: Span): number {
    let index = from
    if ((this.phrases[index] as string | undefined)?.length === depth) this.ends[state] = index++
    let count = 0
    let last = -1
    for (; index < to; index++) {
      const unit = (this.phrases[index] as string).charCodeAt(depth)
      if (unit === last) continue
      last = unit
      this.codes[count] = this.code[unit] as number
      this.starts[count++] = index
    }
    this.starts[count] = to
    return count
  }

  private freeBase(count: number): number {
    const first = this.codes[0] as number
    let [lowest, highest] = [first, first]
    for (let child = 1; child < count; child++) {
      lowest = Math.min(lowest, this.codes[child] as number)
      highest = Math.max(highest, this.codes[child] as number)
    }
    while (this.check[this.firstFree] !== -1) this.grow(++this.firstFree)
    for (let base = Math.max(0, this.firstFree - lowest), tries = 0; ; base++, tries++) {
      this.grow(base + highest)
      if (this.fits(base, count)) {
        // Room that is hard to fill is left, so that building stays quick.
        if (tries > 64 && count > 1) this.firstFree = Math.max(this.firstFree, base + lowest - 64)
        return base
      }
    }
  }

  private fits(base: number, count: number): boolean {
    for (let child = 0; child < count; child++)
      if (this.check[base + (this.codes[child] as number)] !== -1) return false
    return true
  }

  private grow(index: number): void {
    if (index < this.check.length) return
    const larger = (old: Int32Array, fill: number) => {
      const copy = new Int32Array(Math.max(index + 1, old.length * 2)).fill(fill)
      copy.set(old)
      return copy
    }
    this.base = larger(this.base, 0)
    this.check = larger(this.check, -1)
    this.ends = larger(this.ends, -1)
  }
}

/** Dense codes from 1, by how often a unit is in the phrases. */
function codesOf(phrases: readonly string[]): Uint16Array {
  const counts = new Uint32Array(0x10000)
  const units: number[] = []
  for (const phrase of phrases)
    for (let at = 0; at < phrase.length; at++) {
      const unit = phrase.charCodeAt(at)
      if (counts[unit] === 0) units.push(unit)
      counts[unit] = (counts[unit] as number) + 1
    }
  units.sort((a, b) => (counts[b] as number) - (counts[a] as number))
  const code = new Uint16Array(0x10000)
  for (const [index, unit] of units.entries()) code[unit] = index + 1
  return code
}

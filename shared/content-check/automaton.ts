/** Called for each phrase that stands in the text; phrases may overlap. */
export type OnPhrase = (phrase: number, start: number, end: number) => void

export interface Automaton {
  /** Number of different phrases. */
  readonly size: number
  find(units: Uint16Array, onPhrase: OnPhrase): void
}

interface Span {
  readonly from: number
  readonly to: number
  readonly depth: number
  readonly state: number
}

/**
 * Double-array trie over UTF-16 units: a state's child by unit `c` is `base[state] + code[c]` when `check` there
 * names the state. The units of the phrases get dense codes, so the arrays stay small and a unit that is in no
 * phrase ends a walk at once.
 */
class DoubleArray {
  base = new Int32Array(1 << 12)
  check = new Int32Array(1 << 12).fill(-1)
  /** Phrase that ends in a state, or -1. */
  final = new Int32Array(1 << 12).fill(-1)
  readonly code = new Uint16Array(0x10000)
  private firstFree = 1

  constructor(readonly phrases: readonly string[]) {
    this.check[0] = 0
    this.assignCodes()
    const spans: Span[] = [{ from: 0, to: phrases.length, depth: 0, state: 0 }]
    for (let span = spans.pop(); span; span = spans.pop()) this.place(span, spans)
  }

  private assignCodes(): void {
    let next = 1
    for (const phrase of this.phrases)
      for (let index = 0; index < phrase.length; index++) {
        const unit = phrase.charCodeAt(index)
        if (this.code[unit] === 0) this.code[unit] = next++
      }
  }

  private place(span: Span, spans: Span[]): void {
    const children = this.childrenOf(span)
    if (children.length === 0) return
    const base = this.freeBase(children.map((child) => child.code))
    this.base[span.state] = base
    for (const child of children) this.check[base + child.code] = span.state
    for (const { code, from, to } of children) spans.push({ from, to, depth: span.depth + 1, state: base + code })
  }

  /** The phrases are sorted, so those that go on with the same unit lie together. */
  private childrenOf({ from, to, depth, state }: Span): { code: number; from: number; to: number }[] {
    const children: { code: number; from: number; to: number }[] = []
    let index = from
    if (this.phrases[index]?.length === depth) this.final[state] = index++
    while (index < to) {
      const unit = (this.phrases[index] as string).charCodeAt(depth)
      const start = index
      while (index < to && (this.phrases[index] as string).charCodeAt(depth) === unit) index++
      children.push({ code: this.code[unit] as number, from: start, to: index })
    }
    return children
  }

  private freeBase(codes: readonly number[]): number {
    const lowest = Math.min(...codes)
    while (this.check[this.firstFree] !== -1) this.grow(++this.firstFree)
    for (let base = Math.max(0, this.firstFree - lowest); ; base++) {
      this.grow(base + Math.max(...codes))
      if (codes.every((code) => this.check[base + code] === -1)) return base
    }
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
    this.final = larger(this.final, -1)
  }
}

/** Builds the automaton; phrase numbers are positions in the sorted list of different, non-empty phrases. */
export function buildAutomaton(phrases: Iterable<string>): Automaton & { readonly phrases: readonly string[] } {
  const sorted = [...new Set(phrases)].filter((phrase) => phrase !== '').sort(byUnits)
  const trie = new DoubleArray(sorted)
  const states = statesOf(trie)
  const roots = rootsOf(trie)
  return {
    size: sorted.length,
    phrases: sorted,
    find: (units, onPhrase) => walk(states, roots, trie.code, units, onPhrase),
  }
}

const byUnits = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Base, check and final of a state side by side (and one place left over), so that a step touches one cache line. */
function statesOf({ base, check, final }: DoubleArray): Int32Array {
  const states = new Int32Array(base.length * 4)
  for (let state = 0; state < base.length; state++) {
    states[state * 4] = base[state] as number
    states[state * 4 + 1] = check[state] as number
    states[state * 4 + 2] = final[state] as number
  }
  return states
}

/** The state after the first unit of a phrase, 0 for units that begin none. */
function rootsOf({ base, check, code }: DoubleArray): Int32Array {
  return Int32Array.from(code, (first) => {
    const state = (base[0] as number) + first
    return first !== 0 && check[state] === 0 ? state : 0
  })
}

// Kept as one plain loop over typed arrays: this is the only code that runs for every character of every text.
function walk(states: Int32Array, roots: Int32Array, code: Uint16Array, units: Uint16Array, onPhrase: OnPhrase): void {
  const length = units.length
  for (let start = 0; start < length; start++) {
    let state = roots[units[start] as number] as number
    if (state === 0) continue
    for (let end = start + 1; ; end++) {
      const phrase = states[state * 4 + 2] as number
      if (phrase >= 0) onPhrase(phrase, start, end)
      if (end === length) break
      const next = code[units[end] as number] as number
      if (next === 0) break
      const child = (states[state * 4] as number) + next
      if (states[child * 4 + 1] !== state) break
      state = child
    }
  }
}

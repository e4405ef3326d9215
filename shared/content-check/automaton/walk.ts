/** Where phrases stand: tag of the phrase, start and end in units, three numbers each. */
export class Found {
  places: Int32Array = new Int32Array(3 << 10)
  /** Numbers written. */
  length = 0

  clear(): void {
    this.length = 0
  }

  /** Makes room for one more; returns the places to write to. */
  grow(): Int32Array {
    const larger = new Int32Array(this.places.length * 2)
    larger.set(this.places)
    return (this.places = larger)
  }
}

/** In the place of a tag: the phrase is no longer looked for. Threads that share the trie see it at once. */
export const takenBack = -0x8000_0000

/** What a walk needs, in typed arrays that several threads may share. */
export interface Trie {
  readonly states: Int32Array
  /** Tag of the phrase that ends in a state. */
  readonly ends: Int32Array
  readonly code: Uint16Array
  /** The state after the first unit of a phrase, 0 for units that begin none. */
  readonly roots: Int32Array
}

export function rootsOf({ states, code }: Pick<Trie, 'states' | 'code'>): Int32Array {
  const base = (states[0] ?? 0) >> 1
  const roots = new Int32Array(code.length)
  for (let unit = 0; unit < code.length; unit++) {
    const first = code[unit] as number
    if (first !== 0 && states[(base + first) * 2 + 1] === 0) roots[unit] = base + first
  }
  return roots
}

// One plain loop over typed arrays: it runs for every character of every text.
/** Adds to `found` every place of every phrase in the first `length` units, nested and overlapping ones too. */
export function walk({ states, ends, code, roots }: Trie, units: Uint16Array, length: number, found: Found): void {
  let { places } = found
  let size = found.length
  for (let start = 0; start < length; start++) {
    let state = roots[units[start] as number] as number
    if (state === 0) continue
    for (let end = start + 1; ; end++) {
      const base = states[state << 1] as number
      if ((base & 1) === 1) {
        const tag = ends[state] as number
        if (tag !== takenBack) {
          if (size + 3 > places.length) places = found.grow()
          places[size++] = tag
          places[size++] = start
          places[size++] = end
        }
      }
      if (end === length) break
      const next = code[units[end] as number] as number
      if (next === 0) break
      const child = (base >> 1) + next
      if (states[(child << 1) + 1] !== state) break
      state = child
    }
  }
  found.length = size
}

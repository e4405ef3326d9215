/** A stream of numbers that a seed alone decides, so that what failed can be run again. */
export interface Chance {
  /** From 0 to below 1. */
  fraction(): number
  /** A whole number from 0 to below `bound`. */
  below(bound: number): number
  /** @throws RangeError for an empty list */
  oneOf<T>(list: readonly T[]): T
  shuffled<T>(list: readonly T[]): T[]
}

/** Mulberry32. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0
  function fraction(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (bound: number) => Math.floor(fraction() * bound)
  return {
    fraction,
    below,
    oneOf<T>(list: readonly T[]): T {
      if (list.length === 0) throw new RangeError('nothing to choose from')
      return list[below(list.length)] as T
    },
    shuffled(list) {
      const keyed = list.map((item) => ({ item, key: fraction() }))
      return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item)
    },
  }
}

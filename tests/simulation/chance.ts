/** Mulberry32: small, and the same everywhere. Answers numbers in [0, 1). */
export function chanceFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A seed of its own for each episode of a run. */
export const seedOf = (seed: number, episode: number): number => (Math.imul(seed, 0x9e3779b1) + episode) >>> 0

/** One of them, by a number in [0, 1). */
export const oneOf = <T>(values: readonly T[], by: number): T | undefined => values[Math.floor(by * values.length)]

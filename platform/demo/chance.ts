/** A 32-bit number that depends on every word alike, so the demo province is the same wherever it is made. */
export function chance(...words: readonly (string | number)[]): number {
  let hash = 0x811c9dc5
  for (const letter of words.join('|')) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** A whole number from 0 to below `bound`. */
export const below = (bound: number, ...words: readonly (string | number)[]): number => chance(...words) % bound

/** One of a list. @throws RangeError for an empty list */
export function oneOf<T>(list: readonly T[], ...words: readonly (string | number)[]): T {
  const index = below(Math.max(list.length, 1), ...words)
  if (index >= list.length) throw new RangeError('nothing to choose from')
  return list[index] as T
}

/** The item at a position, counted round and round. @throws RangeError for an empty list */
export function roundRobin<T>(list: readonly T[], position: number): T {
  if (list.length === 0) throw new RangeError('nothing to choose from')
  return list[position % list.length] as T
}

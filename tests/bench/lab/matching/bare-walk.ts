import type { Trie } from '#shared/content-check/automaton/walk'

/** The same double-array trie walked and counted, and nothing kept: what the memory of the machine allows. */
export function bareWalk({ states, code, roots }: Trie, units: Uint16Array): number {
  let count = 0
  for (let start = 0; start < units.length; start++) {
    let state = roots[units[start] as number] as number
    if (state === 0) continue
    for (let end = start + 1; ; end++) {
      const base = states[state << 1] as number
      count += base & 1
      if (end === units.length) break
      const next = code[units[end] as number] as number
      if (next === 0) break
      const child = (base >> 1) + next
      if (states[(child << 1) + 1] !== state) break
      state = child
    }
  }
  return count
}

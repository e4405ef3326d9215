import type { FoldedText } from './fold/folded-text'

/** A stretch of folded text with doubled characters written once, and where each began and ended. */
export interface Undoubled {
  readonly units: Uint16Array
  readonly first: readonly number[]
  readonly last: readonly number[]
}

const reach = 20

/** The stretches around doubled characters that matter, each place once. */
export function* undoubledAround(folded: FoldedText, matters: Uint8Array): Generator<Undoubled> {
  let done = 0
  for (const at of folded.repeats) {
    if (at < done || matters[folded.units[at] as number] !== 1) continue
    // Others may follow: they are in the same stretch.
    const to = Math.min(folded.length, at + 2 * reach)
    yield undoubled(folded, Math.max(0, at - reach), to)
    done = to - reach
  }
}

function undoubled({ units, origin }: FoldedText, from: number, to: number): Undoubled {
  const kept: number[] = []
  const first: number[] = []
  const last: number[] = []
  for (let at = from; at < to; at++) {
    const unit = units[at] as number
    const place = origin[at] as number
    if (kept.at(-1) === unit && unit > 0x39) {
      last[last.length - 1] = place
      continue
    }
    kept.push(unit)
    first.push(place)
    last.push(place)
  }
  return { units: Uint16Array.from(kept), first, last }
}

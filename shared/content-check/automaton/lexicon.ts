import { buildImage, type PhraseImage } from './image'
import { takenBack, walk, type Found } from './walk'

const byUnits = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Phrases, already folded, each with a number of the caller's. */
export type TaggedPhrases = ReadonlyMap<string, number>

/** Builds the image of all phrases; empty ones are left out. */
export function imageFrom(phrases: TaggedPhrases, extra?: Uint8Array): PhraseImage {
  const sorted = [...phrases.keys()].filter((phrase) => phrase !== '').sort(byUnits)
  return buildImage(
    sorted,
    Int32Array.from(sorted, (phrase) => phrases.get(phrase) ?? 0),
    extra,
  )
}

/**
 * A large image that stays and a small one that is built anew whenever a phrase comes in; a phrase taken back is only
 * marked. So a change takes the time of the small one.
 */
export class Lexicon {
  private readonly late = new Map<string, number>()
  private side: PhraseImage = imageFrom(this.late)

  constructor(readonly main: PhraseImage) {}

  get size(): number {
    const taken = this.main.trie.ends.reduce((count, tag) => count + (tag === takenBack ? 1 : 0), 0)
    return this.main.size - taken + this.side.size
  }

  /** Adds phrases, or gives them another number. */
  add(phrases: TaggedPhrases): void {
    for (const [phrase, tag] of phrases) {
      this.mark(phrase)
      this.late.set(phrase, tag)
    }
    this.side = imageFrom(this.late)
  }

  remove(phrases: Iterable<string>): void {
    for (const phrase of phrases) {
      this.mark(phrase)
      this.late.delete(phrase)
    }
    this.side = imageFrom(this.late)
  }

  /** Tag, start and end of every place of a phrase in the first `length` units. */
  find(units: Uint16Array, length: number, found: Found): void {
    found.clear()
    walk(this.main.trie, units, length, found)
    if (this.side.size > 0) walk(this.side.trie, units, length, found)
  }

  private mark(phrase: string): void {
    const state = stateOf(this.main, phrase)
    if (state > 0) this.main.trie.ends[state] = takenBack
  }
}

/** The state that a phrase of the image ends in, or 0. */
function stateOf({ trie: { states, code } }: PhraseImage, phrase: string): number {
  let state = 0
  for (let at = 0; at < phrase.length; at++) {
    const next = code[phrase.charCodeAt(at)] as number
    const child = ((states[state * 2] ?? 0) >> 1) + next
    if (next === 0 || states[child * 2 + 1] !== state) return 0
    state = child
  }
  return ((states[state * 2] ?? 0) & 1) === 1 ? state : 0
}

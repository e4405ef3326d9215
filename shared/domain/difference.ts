import { diffArrays } from 'diff'

/** A run of words that stands on both sides, or only before (`removed`) or after (`added`). */
export interface Piece {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** A paragraph of a comparison. `moved-away` and `moved-here` are the two places of one paragraph that only changed its position. */
export interface Block {
  readonly kind: 'same' | 'changed' | 'added' | 'removed' | 'moved-away' | 'moved-here'
  readonly pieces: readonly Piece[]
}

const segmenter = new Intl.Segmenter('zh-CN', { granularity: 'word' })
const wordsOf = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment)
const paragraphsOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** The words of two paragraphs, side by side in one run (Chinese is segmented into words). */
export const wordDifference = (before: string, after: string): Piece[] =>
  diffArrays(wordsOf(before), wordsOf(after)).map(({ value, added, removed }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }))

/** Share of the longer text that also stands in the other, 0 to 1. */
function likeness(pieces: readonly Piece[], before: string, after: string): number {
  const shared = pieces.reduce((sum, { kind, text }) => sum + (kind === 'same' ? text.length : 0), 0)
  return shared / Math.max(before.length, after.length, 1)
}

/** Paragraphs at least this alike are one paragraph that was edited, not two. */
const sameParagraph = 0.4

/** Pairs paragraphs that gave way to others, in order, so that an edit shows inside its paragraph. */
function replaced(before: readonly string[], after: readonly string[]): Block[] {
  const blocks: Block[] = []
  let next = 0
  for (const old of before) {
    const at = after.findIndex(
      (now, index) => index >= next && likeness(wordDifference(old, now), old, now) >= sameParagraph,
    )
    if (at < 0) {
      blocks.push({ kind: 'removed', pieces: [{ kind: 'removed', text: old }] })
      continue
    }
    blocks.push(...after.slice(next, at).map(addition))
    blocks.push({ kind: 'changed', pieces: wordDifference(old, after[at] ?? '') })
    next = at + 1
  }
  return [...blocks, ...after.slice(next).map(addition)]
}

const addition = (text: string): Block => ({ kind: 'added', pieces: [{ kind: 'added', text }] })

const textOf = (block: Block) => block.pieces.map((piece) => piece.text).join('')

/** A paragraph taken out in one place and put in, word for word, in another has moved. */
function withMoves(blocks: readonly Block[]): Block[] {
  const texts = (kind: Block['kind']) => new Set(blocks.filter((block) => block.kind === kind).map(textOf))
  const [taken, put] = [texts('removed'), texts('added')]
  return blocks.map((block) => {
    if (block.kind === 'removed' && put.has(textOf(block))) return { ...block, kind: 'moved-away' }
    if (block.kind === 'added' && taken.has(textOf(block))) return { ...block, kind: 'moved-here' }
    return block
  })
}

/** Compares two texts paragraph by paragraph, and edited paragraphs word by word. */
export function compareTexts(before: string, after: string): Block[] {
  const blocks: Block[] = []
  let removed: string[] = []
  const flush = (added: readonly string[]) => {
    blocks.push(...replaced(removed, added))
    removed = []
  }
  for (const part of diffArrays(paragraphsOf(before), paragraphsOf(after))) {
    if (part.removed) removed = part.value
    else if (part.added) flush(part.value)
    else {
      flush([])
      blocks.push(...part.value.map((text): Block => ({ kind: 'same', pieces: [{ kind: 'same', text }] })))
    }
  }
  flush([])
  return withMoves(blocks)
}

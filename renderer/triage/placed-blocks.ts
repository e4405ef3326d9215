import type { Block, Piece } from '#shared/domain/difference'

/** A piece of a comparison with its offset in the later text; null where it stands only in the earlier one. */
export interface PlacedPiece extends Piece {
  readonly start: number | null
}
export interface PlacedBlock {
  readonly kind: Block['kind']
  readonly pieces: readonly PlacedPiece[]
}

/** Where each paragraph that is compared starts in its text: the first character that is not blank. */
function paragraphStarts(text: string): number[] {
  const starts: number[] = []
  let at = 0
  for (const line of text.split('\n')) {
    const shown = line.trim()
    if (shown !== '') starts.push(at + line.indexOf(shown))
    at += line.length + 1
  }
  return starts
}

const standsAfter = (block: Block) => block.kind !== 'removed' && block.kind !== 'moved-away'

function placePieces(pieces: readonly Piece[], start: number): PlacedPiece[] {
  let at = start
  return pieces.map((piece) => {
    if (piece.kind === 'removed') return { ...piece, start: null }
    at += piece.text.length
    return { ...piece, start: at - piece.text.length }
  })
}

/** Finds each paragraph of a comparison again in the later text, so that what is known by offset can be shown in it. */
export function placeBlocks(blocks: readonly Block[], after: string): PlacedBlock[] {
  const starts = paragraphStarts(after)
  let next = 0
  return blocks.map((block) => {
    if (!standsAfter(block))
      return { kind: block.kind, pieces: block.pieces.map((piece) => ({ ...piece, start: null })) }
    const start = starts[next] ?? 0
    next += 1
    return { kind: block.kind, pieces: placePieces(block.pieces, start) }
  })
}

/** A paragraph to show, or how many in a row are folded away. */
export type Shown =
  { readonly block: PlacedBlock; readonly place: number } | { readonly folded: number; readonly place: number }

/** Folds paragraphs that nothing calls attention to. */
export function foldQuiet(blocks: readonly PlacedBlock[], isQuiet: (block: PlacedBlock) => boolean): Shown[] {
  const shown: Shown[] = []
  blocks.forEach((block, place) => {
    const last = shown.at(-1)
    if (!isQuiet(block)) shown.push({ block, place })
    else if (last && 'folded' in last) shown[shown.length - 1] = { ...last, folded: last.folded + 1 }
    else shown.push({ folded: 1, place })
  })
  return shown
}

import type { TextItem } from 'pdfjs-dist/types/src/display/api'

interface Piece {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly base: number
  readonly height: number
}

const gap = { blank: 0.35, tab: 1.5 }

/**
 * The text of a page in the order of its file, but from left to right within a line: programs paint the letters of one
 * font first and those of another, as the star of a secrecy mark, afterwards.
 */
export function lineText(items: readonly TextItem[]): string {
  const lines: Piece[][] = []
  for (const item of items) {
    const piece = pieceOf(item)
    const line = lines.at(-1)
    if (piece.text.trim() === '') continue
    if (line?.[0] && sharesLine(line[0], piece)) line.push(piece)
    else lines.push([piece])
  }
  return lines.map(joined).join('\n')
}

function pieceOf({ str, transform, width, height }: TextItem): Piece {
  const [, rise, , scale, left, base] = transform as number[]
  // Text that runs upwards stays as it comes: each piece is a line.
  const isLevel = Math.abs(rise ?? 0) < 0.01
  const size = height || Math.abs(scale ?? 0) || 1
  return { text: str, left: left ?? 0, right: (left ?? 0) + width, base: isLevel ? (base ?? 0) : NaN, height: size }
}

const sharesLine = (a: Piece, b: Piece) => Math.abs(a.base - b.base) < Math.max(a.height, b.height) / 2

function joined(line: readonly Piece[]): string {
  const sorted = line.toSorted((a, b) => a.left - b.left)
  return sorted.map((piece, index) => separator(sorted[index - 1], piece) + piece.text).join('')
}

function separator(before: Piece | undefined, piece: Piece): string {
  if (!before) return ''
  const distance = (piece.left - before.right) / Math.max(before.height, piece.height)
  return distance > gap.tab ? '\t' : distance > gap.blank ? ' ' : ''
}

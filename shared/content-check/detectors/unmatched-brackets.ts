import type { Detector } from '#shared/content-check/detector'
import type { Span } from '#shared/content-check/text-under-check'

const pairs = '《》（）“”【】〔〕「」'
const partners = new Map([...pairs].map((one, index, all) => [one, all[index ^ 1] ?? '']))
const closing = new Set('》）”】〕」')
const plain = new Map([
  ['(', '（'],
  [')', '）'],
])

// Place of a bracket in `pairs`, from 1.
const placeOf = new Uint8Array(0x10000)
for (const [index, character] of [...pairs].entries()) placeOf[character.charCodeAt(0)] = index + 1
for (const [ascii, wide] of plain) placeOf[ascii.charCodeAt(0)] = placeOf[wide.charCodeAt(0)] as number

interface Bracket {
  readonly character: string
  readonly at: number
}

/** 1) and a) at the head of a line or item are no brackets. */
const isListMark = (original: string, at: number) =>
  /(?:^|[\n\t ,，;；。:：、(（])[0-9０-９a-zA-Z一二三四五六七八九十①-⑳]{1,3}$/.test(
    original.slice(Math.max(0, at - 5), at),
  )

/** With more of them it is no text: a formula, a program, a drawing of signs. */
const mostInParagraph = 12

const spanOf = ({ at }: Bracket): Span => ({ start: at, end: at + 1 })

/** Paragraph of each bracket: pairs do not reach over an empty line. */
function paragraphs(original: string, brackets: readonly number[]): Bracket[][] {
  const groups: Bracket[][] = []
  let end = -1
  for (const at of brackets) {
    const character = plain.get(original.charAt(at)) ?? original.charAt(at)
    if (!partners.has(character)) continue
    if (at >= end || groups.length === 0) {
      const next = original.indexOf('\n', at)
      end = next === -1 ? original.length : next
      groups.push([])
    }
    groups.at(-1)?.push({ character, at })
  }
  return groups
}

function unmatched(original: string, brackets: readonly Bracket[]): Span[] {
  const open: Bracket[] = []
  const faults: Bracket[] = []
  for (const bracket of brackets) {
    if (!closing.has(bracket.character)) open.push(bracket)
    else if (open.at(-1)?.character === partners.get(bracket.character)) open.pop()
    else if (open.some(({ character }) => character === partners.get(bracket.character))) close(open, faults, bracket)
    else if (bracket.character !== '）' || !isListMark(original, bracket.at)) faults.push(bracket)
  }
  if (faults.length + open.length > mostInParagraph) return []
  // Quotations may go on for paragraphs with one mark at the head of each.
  return [...faults, ...open.filter(({ character }) => character !== '“')].map(spanOf)
}

/** Closes the pair and tells of what was opened inside and left open. */
function close(open: Bracket[], faults: Bracket[], { character }: Bracket): void {
  for (let last = open.pop(); last && last.character !== partners.get(character); last = open.pop()) faults.push(last)
}

/** Whether there are as many of each as of its other half: nearly all texts, and quickly seen. */
function areEven(original: string, brackets: readonly number[]): boolean {
  const counts = new Int32Array(pairs.length)
  for (const at of brackets) {
    const place = placeOf[original.charCodeAt(at)] as number
    if (place > 0) counts[(place - 1) >> 1] = (counts[(place - 1) >> 1] as number) + (place % 2 === 1 ? 1 : -1)
  }
  return counts.every((count) => count === 0)
}

/** 《》（）“”【】〔〕「」 without their other half in the same paragraph. */
export const detector: Detector = {
  name: 'unmatched-brackets',
  find: ({ original, brackets }) =>
    areEven(original, brackets) ? [] : paragraphs(original, brackets).flatMap((group) => unmatched(original, group)),
}

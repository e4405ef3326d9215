import type { ObservedHit } from '#shared/contract/hit'
import type { Hit } from './hit'

const identifiers = /(?<!\d)\d(?:[ -]?\d){10,18}(?:[ -]?[xX])?(?![\dxX])/g
const contextReach = 40
const longestText = 200

/** Leading and trailing characters that stay: phone `138****1234`, citizen's number 2 + 13 stars + 3. */
const kept = (length: number): [head: number, tail: number] =>
  length === 11 ? [3, 4] : length <= 15 ? [2, 3] : length === 18 ? [2, 3] : [4, 4]

function maskedNumber(value: string): string {
  const characters = value.replace(/[ -]/g, '')
  const [head, tail] = kept(characters.length)
  return characters.slice(0, head) + '*'.repeat(characters.length - head - tail) + characters.slice(-tail)
}

/** A text whose long numbers are masked, whatever rule saw them; full-width digits count as digits. */
export const maskedNumbers = (text: string) =>
  text.replace(/[０-９Ｘｘ]/g, (digit) => digit.normalize('NFKC')).replace(identifiers, maskedNumber)

/** What of a hit may be stored: personal numbers masked, marks and words as they stand. */
export const maskedText = (hit: Pick<Hit, 'text'>) => maskedNumbers(hit.text).slice(0, longestText)

/** The hit in the form that is stored and shown, with masked surroundings taken from its part's text. */
export function observedHit(hit: Hit, partText: string): ObservedHit {
  const { rule, category, severity, part, start, end } = hit
  const [before, after] = surroundings(hit, partText)
  return { rule, category, severity, part, start, end, text: maskedText(hit), before, after }
}

/** Masked text in front of and behind a hit, up to 40 characters each. */
export function surroundings(
  { start, end }: Pick<Hit, 'start' | 'end'>,
  partText: string,
): [before: string, after: string] {
  // Masking sees the numbers whole before the cut, so that no half of one is left readable.
  const before = maskedNumbers(partText.slice(Math.max(0, start - contextReach * 3), start))
  const after = maskedNumbers(partText.slice(end, end + contextReach * 3))
  return [before.slice(-contextReach), after.slice(0, contextReach)]
}

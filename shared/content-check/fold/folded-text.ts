import { foldedText, foldTable, wordOf } from './fold-table'
import { firstToTell, firstWord, lastDigit, unitClass } from './unit-class'

/** Digits in a row without which no identifier is looked for. */
const shortestRun = 8
/** Of them: some may be letters that look like digits. */
const fewestDigits = 5

/**
 * A text as phrases are looked for in it: digits and letters only, folded. The arrays are reused by the next text.
 */
export interface FoldedText {
  readonly original: string
  units: Uint16Array
  /** Index in the original of each unit. */
  origin: Int32Array
  length: number
  /** Start and end, in units, of runs of eight or more digits, whatever signs stand between them. */
  readonly digitRuns: number[]
  /** Positions in the original of brackets and quotation marks. */
  readonly brackets: number[]
  /** Positions in the original of characters that carry no text. */
  readonly garbled: number[]
  /** Units that are the same as the one in front of them. */
  readonly repeats: number[]
}

const isDigit = (unit: number) => unit >= firstWord && unit <= lastDigit

/** Units an original character takes: two for a surrogate pair. */
export const widthAt = (text: string, index: number) => ((text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1)

class Scratch {
  raw = new Uint16Array(1 << 14)
  bytes = Buffer.from(this.raw.buffer)
  units = new Uint16Array(1 << 14)
  origin = new Int32Array(1 << 14)

  reserve(length: number): void {
    if (length <= this.raw.length) return
    const size = 1 << Math.ceil(Math.log2(length + 1))
    this.raw = new Uint16Array(size)
    this.bytes = Buffer.from(this.raw.buffer)
    this.units = new Uint16Array(size)
    this.origin = new Int32Array(size)
  }
}

const scratch = new Scratch()
const looksLikeDigit = Uint8Array.from({ length: 0x80 }, (_, unit) =>
  'oil'.includes(String.fromCharCode(unit)) ? 1 : 0,
)

/**
 * Folds width, case, script, compatibility forms, numerals and look-alikes, and leaves out all that is no digit or
 * letter. What it returns is valid until the next call.
 */
export function foldText(original: string): FoldedText {
  scratch.reserve(original.length + 64)
  scratch.bytes.write(original, 'utf16le')
  const folded = { original, length: 0, digitRuns: [], brackets: [], garbled: [], repeats: [] }
  return run({ ...folded, units: scratch.units, origin: scratch.origin })
}

// One plain loop over typed arrays: with the walk, this is what runs for every character of every text.
function run(folded: FoldedText): FoldedText {
  const { raw } = scratch
  const { repeats } = folded
  const fold = foldTable().word
  const { original } = folded
  let { units, origin } = folded
  let length = 0
  let digits = 0
  let from = 0
  let last = 0
  for (let index = 0; index < original.length; index++) {
    const unit = fold[raw[index] as number] as number
    if (unit > lastDigit) {
      if (digits !== 0 && (unit >= 0x80 || looksLikeDigit[unit] === 0)) digits = endRun(folded, digits, from, length)
      if (unit === last) repeats.push(length)
      last = unit
      units[length] = unit
      origin[length++] = index
    } else if (unit >= firstWord) {
      if (digits++ === 0) from = length
      last = 0
      units[length] = unit
      origin[length++] = index
    } else if (unit >= firstToTell) {
      if (unit <= unitClass.bracket) digits = endRun(folded, digits, from, length)
      if (unit === unitClass.bracket) folded.brackets.push(index)
      else if (unit === unitClass.garbled) folded.garbled.push(index)
      else if (unit > unitClass.garbled) {
        if (digits === 0) from = length
        const before = length
        length = expand(folded, index, length)
        ;({ units, origin } = folded)
        for (let at = before; at < length; at++) if (isDigit(units[at] as number)) digits++
        index += widthAt(original, index) - 1
      }
    }
  }
  endRun(folded, digits, from, length)
  folded.length = length
  return folded
}

function endRun(folded: FoldedText, digits: number, from: number, to: number): 0 {
  if (digits >= fewestDigits && to - from >= shortestRun) folded.digitRuns.push(from, to)
  return 0
}

/** Folded form of the character at an index, which may be several characters, or none for a half of a pair. */
export function expansionAt(original: string, index: number): string {
  const known = foldTable().expansions.get(original.charCodeAt(index))
  if (known !== undefined) return known
  const code = original.codePointAt(index) ?? 0
  return code > 0xffff ? foldedText(String.fromCodePoint(code)) : ''
}

/** Puts the units of a character that is not simply one unit; returns the new length. */
function expand(folded: FoldedText, index: number, length: number): number {
  for (const character of expansionAt(folded.original, index)) {
    const unit = wordOf(character)
    if (unit < firstWord) continue
    const units =
      character.length > 1 ? [...character].flatMap(() => [character.charCodeAt(0), character.charCodeAt(1)]) : [unit]
    for (const one of units) {
      if (length + 1 >= folded.units.length) grow(folded)
      folded.units[length] = one
      folded.origin[length++] = index
    }
  }
  return length
}

function grow(folded: FoldedText): void {
  const units = new Uint16Array(folded.units.length * 2)
  const origin = new Int32Array(folded.origin.length * 2)
  units.set(folded.units)
  origin.set(folded.origin)
  scratch.units = folded.units = units
  scratch.origin = folded.origin = origin
}

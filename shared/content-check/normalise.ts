/** Text as the rules see it, with the way back to the original. */
export interface NormalisedText {
  readonly units: Uint16Array
  /** Index in the original of each unit. */
  readonly origin: Int32Array
  readonly original: string
  /** Most digits in a row, not counting spaces and hyphens between them. */
  readonly digitRun: number
  /** The units as a string, made when first asked for. */
  text(): string
}

const dropped = 0xffff
const expands = 0xfffe
const space = 0x20
const expansions = new Map<number, Uint16Array>()
const decoder = new TextDecoder('utf-16le')

const unitsOf = (text: string) => Uint16Array.from({ length: text.length }, (_, index) => text.charCodeAt(index))

// Zero-width, bidi and format characters, soft hyphen, combining marks and variation selectors carry no text.
const invisible = /[\p{Cf}\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}]/u
const stars = /[\u2729-\u2730\u2734-\u2736\u2b50\u22c6\u2606]/

function foldedUnit(unit: number): number {
  const character = String.fromCharCode(unit)
  if (unit === 0x09 || unit === 0x0a) return unit
  if (unit === 0x0d || unit === 0x0b || unit === 0x0c || unit === 0x85 || unit === 0x2028 || unit === 0x2029)
    return 0x0a
  if (unit >= 0xd800 && unit <= 0xdfff) return expands
  if (unit < 0x20 || unit === 0x7f || invisible.test(character)) return dropped
  if (stars.test(character)) return 0x2605
  const folded = character.normalize('NFKC').toLowerCase().replace(/\s/g, ' ')
  if (folded.length === 1) return folded.charCodeAt(0)
  const kept = folded.replaceAll(' ', '')
  if (kept.length <= 1) return kept === '' ? space : kept.charCodeAt(0)
  expansions.set(unit, unitsOf(kept))
  return expands
}

let table: Uint16Array | undefined
const foldTable = () => (table ??= Uint16Array.from({ length: 0x10000 }, (_, unit) => foldedUnit(unit)))

const isDigit = (unit: number) => unit >= 0x30 && unit <= 0x39

function expansionAt(text: string, index: number): Uint16Array {
  const known = expansions.get(text.charCodeAt(index))
  if (known) return known
  const character = String.fromCodePoint(text.codePointAt(index) ?? 0)
  return invisible.test(character) ? new Uint16Array(0) : unitsOf(character.normalize('NFKC').toLowerCase())
}

/** Units an original character takes: two for a surrogate pair. */
export const widthAt = (text: string, index: number) => ((text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1)

class Output {
  units: Uint16Array
  origin: Int32Array
  length = 0
  digits = 0
  digitRun = 0
  constructor(readonly original: string) {
    this.units = new Uint16Array(original.length + 16)
    this.origin = new Int32Array(original.length + 16)
  }
  put(unit: number, from: number): void {
    this.units[this.length] = unit
    this.origin[this.length++] = from
    if (isDigit(unit)) this.digits++
    else if (unit !== space && unit !== 0x2d) this.digits = 0
    if (this.digits > this.digitRun) this.digitRun = this.digits
  }
  putAll(units: Uint16Array, from: number, remaining: number): void {
    this.reserve(units.length + remaining)
    for (const unit of units) this.put(unit, from)
  }
  private reserve(more: number): void {
    if (this.length + more <= this.units.length) return
    const size = (this.length + more) * 2
    const [units, origin] = [new Uint16Array(size), new Int32Array(size)]
    units.set(this.units)
    origin.set(this.origin)
    this.units = units
    this.origin = origin
  }
}

/**
 * Folds width, case and compatibility forms, makes every star ★ and every line end \n, and removes what cannot be
 * seen. Spaces go too unless `keepSpaces`; tabs stay, since they part the cells of a table.
 */
export function normalise(original: string, keepSpaces = false): NormalisedText {
  const fold = foldTable()
  const output = new Output(original)
  for (let index = 0; index < original.length; index++) {
    const unit = fold[original.charCodeAt(index)] as number
    if (unit === expands) {
      output.putAll(expansionAt(original, index), index, original.length - index)
      index += widthAt(original, index) - 1
    } else if (unit !== dropped && (keepSpaces || unit !== space)) output.put(unit, index)
  }
  return finished(output)
}

function finished({ units, origin, length, original, digitRun }: Output): NormalisedText {
  const used = units.subarray(0, length)
  let text: string | undefined
  return {
    units: used,
    origin: origin.subarray(0, length),
    original,
    digitRun,
    text: () => (text ??= decoder.decode(used)),
  }
}

/** Stretch of the original that the units from `start` up to `end` came from. */
export function originalRange(
  { origin, original }: NormalisedText,
  start: number,
  end: number,
): [start: number, end: number] {
  const last = origin[end - 1] as number
  return [origin[start] as number, last + widthAt(original, last)]
}

import { foldTable, wordOf } from './fold-table'
import { expansionAt, widthAt } from './folded-text'
import { capitalDigit } from './numerals'
import { firstWord, lastDigit, unitClass } from './unit-class'

/** A stretch of the original as patterns see it. */
export interface View {
  readonly text: string
  /** Index in the original of each unit of `text`. */
  readonly origin: ArrayLike<number>
}

/**
 * What a view leaves out. `spaced`: only what cannot be seen. `compact`: spaces too. `squeezed`: whatever may have been
 * put in to deceive, which is symbols but one star after a level of secrecy, and doubled characters; numerals are digits.
 * `downward`: line ends as well, for what is written downwards. `numeral`: all but words and the bounds of cells.
 */
export type ViewKind = 'spaced' | 'compact' | 'squeezed' | 'downward' | 'numeral'

/** The units of a view as they come: one set of memory for all of them, since one is made at a time. */
class Output {
  private units = new Uint16Array(1024)
  private bytes = Buffer.from(this.units.buffer)
  private origin = new Int32Array(1024)
  private length = 0

  put(unit: number, at: number): void {
    if (this.length === this.units.length) this.grow()
    this.units[this.length] = unit
    this.origin[this.length++] = at
  }

  get last(): number {
    return this.length === 0 ? 0 : (this.units[this.length - 1] as number)
  }

  /** What was put since the last call. */
  take(): View {
    const origin = this.origin.slice(0, this.length)
    const text = this.bytes.toString('utf16le', 0, this.length * 2)
    this.length = 0
    return { text, origin }
  }

  private grow(): void {
    const [units, origin] = [new Uint16Array(this.length * 2), new Int32Array(this.length * 2)]
    units.set(this.units)
    origin.set(this.origin)
    this.units = units
    this.bytes = Buffer.from(units.buffer)
    this.origin = origin
  }
}

const output = new Output()
const isDigit = (unit: number) => unit >= firstWord && unit <= lastDigit

/** Whether a unit of that class is seen behind another unit. */
function stays(kind: ViewKind, unit: number, word: number, last: number): boolean {
  if (kind === 'spaced') return true
  if (kind === 'compact') return word !== unitClass.space
  if (kind === 'numeral') return word >= firstWord || word === unitClass.line || word === unitClass.cell
  if (isDigit(word)) return true
  if (word === unitClass.space || word === unitClass.symbol || unit === last) return false
  if (word === unitClass.line) return kind !== 'downward'
  return word !== unitClass.star || levels.includes(String.fromCharCode(last))
}

/** What a mark of secrecy has in front of its star. */
const levels = '密级'

/** The unit that is seen: numerals are digits where signs are seen through. */
function seen(kind: ViewKind, unit: number, word: number): number {
  if (word < firstWord || kind === 'spaced' || kind === 'compact') return unit
  const capital = kind === 'numeral' ? capitalDigit(String.fromCharCode(unit)) : undefined
  return capital?.charCodeAt(0) ?? word
}

/** The original from `from` up to `to`; `last` is the unit in front of it, where that matters. */
export function viewOf(original: string, from: number, to: number, kind: ViewKind, last = 0): View {
  const { shown, word } = foldTable()
  const put = (unit: number, unitWord: number, at: number) => {
    if (stays(kind, unit, unitWord, output.last || last)) output.put(seen(kind, unit, unitWord), at)
  }
  for (let at = Math.max(0, from); at < Math.min(to, original.length); at++) {
    const code = original.charCodeAt(at)
    const unitWord = word[code] as number
    if (unitWord === unitClass.invisible) continue
    if (unitWord === unitClass.expands || unitWord === unitClass.surrogate) {
      for (const character of expansionAt(original, at))
        for (let unit = 0; unit < character.length; unit++) put(character.charCodeAt(unit), wordOf(character), at)
      at += widthAt(original, at) - 1
    } else put(shown[code] as number, unitWord, at)
  }
  return kind === 'numeral' || kind === 'squeezed' ? withoutLookAlikes(output.take()) : output.take()
}

const amongDigits = /(?<=\d)[oil]+(?=[\dx]|$)|(?<![a-z])[oil]+(?=\d)/g

/** Letters that look like digits and stand among them are digits. */
const withoutLookAlikes = ({ text, origin }: View): View => ({
  text: text.replace(amongDigits, (letters) => letters.replaceAll('o', '0').replaceAll(/[il]/g, '1')),
  origin,
})

/** Stretch of the original that units `start` up to `end` of a view came from. */
export function originalRange({ origin }: View, original: string, start: number, end: number): [number, number] {
  const last = origin[end - 1] as number
  return [origin[start] as number, last + widthAt(original, last)]
}

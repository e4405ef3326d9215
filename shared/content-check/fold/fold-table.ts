import { lookAlike } from './look-alikes'
import { hanDigit, signNumber } from './numerals'
import { unitClass } from './unit-class'

/**
 * What each UTF-16 unit becomes. `word`: the folded digit or letter, or a class below `firstWord`; Chinese numerals
 * are digits. `shown`: the folded unit as patterns see it, punctuation included and Chinese numerals kept.
 */
export interface FoldTable {
  readonly word: Uint16Array
  readonly shown: Uint16Array
  /** Shown units of those that become several. */
  readonly expansions: ReadonlyMap<number, string>
}

// Zero-width, bidi and format characters, soft hyphen, combining marks and variation selectors carry no text.
const invisible = /[\p{Cf}\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}]/u
const stars = /[\u2605\u2606\u2721-\u274b\u2b50-\u2b52\u2bea\u2bf0-\u2bff\u22c6\u066d\u2217\u204e\u2742]/
const letters = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u
const words = /[\p{L}\p{N}]/u
const lines = /[\n\r\v\f\u0085\u2028\u2029]/
const cells = /[\t|¦\u2502\u2503]/
const brackets = /[()[\]{}<>《》〈〉「」『』【】〔〕"“”]/
const punctuation = /[,;:!?。、‘’'…]/
// The replacement character and what is left of a byte order mark the wrong way round.
const garbled = /[\ufffd\ufffe\uffff]/
const isPlainHan = (code: number) => code >= 0x4e00 && code <= 0x9fff
const isKanaOrHangul = (code: number) => (code >= 0x3040 && code <= 0x30ff) || (code >= 0xac00 && code <= 0xd7af)

/** Compatibility forms, case, accents, signs for numbers and look-alikes folded: none, one or several characters. */
export function foldedText(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (isPlainHan(code) || isKanaOrHangul(code)) return lookAlike(character)
  if (stars.test(character)) return '★'
  if (/[○◯⚪]/u.test(character)) return '〇'
  const number = signNumber(code)
  if (number) return number
  const plain = character.normalize('NFKC')
  const bare = letters.test(plain) ? plain.normalize('NFD').replace(/\p{M}/gu, '') : plain
  return [...bare.toLowerCase()]
    .map(lookAlike)
    .join('')
    .replace(/\s/g, (space) => (lines.test(space) ? '\n' : ' '))
}

function classOf(character: string): number {
  if (lines.test(character)) return unitClass.line
  if (cells.test(character)) return unitClass.cell
  if (brackets.test(character)) return unitClass.bracket
  if (punctuation.test(character)) return unitClass.punctuation
  if (character === '★' || character === '*') return unitClass.star
  return character === ' ' ? unitClass.space : unitClass.symbol
}

/** The word unit, or the class, of one shown character. */
export function wordOf(shown: string): number {
  if (!words.test(shown)) return classOf(shown)
  return (hanDigit(shown) ?? shown).charCodeAt(0)
}

interface Entry {
  readonly word: number
  readonly shown: string
}

const isCommonLetter = (code: number) =>
  isPlainHan(code) || isKanaOrHangul(code) || (code >= 0x3400 && code <= 0x4dbf) || (code >= 0xa000 && code <= 0xa48c)

function entry(code: number): Entry {
  const character = String.fromCharCode(code)
  if (isCommonLetter(code)) {
    const shown = lookAlike(character)
    return { word: (hanDigit(shown) ?? shown).charCodeAt(0), shown }
  }
  if (code >= 0xd800 && code <= 0xdfff) return { word: unitClass.surrogate, shown: character }
  return code >= 0xe000 && code <= 0xf8ff ? { word: unitClass.garbled, shown: character } : rareEntry(code, character)
}

function rareEntry(code: number, character: string): Entry {
  if (garbled.test(character)) return { word: unitClass.garbled, shown: character }
  if (lines.test(character)) return { word: unitClass.line, shown: '\n' }
  if (character === '\t') return { word: unitClass.cell, shown: character }
  if (code < 0x20 || code === 0x7f || invisible.test(character)) return { word: unitClass.invisible, shown: '' }
  const shown = foldedText(character).replace(/(?<=.) | (?=.)/g, '')
  if (shown === '') return { word: unitClass.invisible, shown }
  return shown.length > 1 ? { word: unitClass.expands, shown } : { word: wordOf(shown), shown }
}

let table: FoldTable | undefined

/** The table, made when first asked for. */
export function foldTable(): FoldTable {
  if (table) return table
  const word = new Uint16Array(0x10000)
  const shown = new Uint16Array(0x10000)
  const expansions = new Map<number, string>()
  for (let code = 0; code < 0x10000; code++) {
    const one = entry(code)
    word[code] = one.word
    shown[code] = one.shown.length === 1 ? one.shown.charCodeAt(0) : 0
    if (one.shown.length > 1) expansions.set(code, one.shown)
  }
  return (table = { word, shown, expansions })
}

import { Converter } from 'opencc-js/cn2t'
import type { Chance } from '#tests/chance'

/** A way to write something so that plain search does not find it; returns the text itself where it cannot be used. */
export interface Technique {
  readonly name: string
  disguise(text: string, chance: Chance): string
}

const isHan = (character: string) => /\p{Script=Han}/u.test(character)
const isDigit = (character: string) => /\d/.test(character)
const each = (text: string, change: (character: string, index: number, all: readonly string[]) => string) =>
  [...text].map(change).join('')

/** Puts something between characters: at one to three places, or at all of them. */
function between(text: string, chance: Chance, sign: () => string, everywhere = false): string {
  const places = new Set(Array.from({ length: 1 + chance.below(3) }, () => 1 + chance.below([...text].length - 1)))
  return each(text, (character, index) =>
    index > 0 && (everywhere || places.has(index)) ? sign() + character : character,
  )
}

const traditional = Converter({ from: 'cn', to: 'tw' })
const wide = (character: string) =>
  /[!-~]/.test(character) ? String.fromCharCode(character.charCodeAt(0) + 0xfee0) : character

const digitStyles: readonly ((digit: number) => string)[] = [
  (digit) => '〇一二三四五六七八九'.charAt(digit),
  (digit) => '⓪①②③④⑤⑥⑦⑧⑨'.charAt(digit),
  (digit) => '０１２３４５６７８９'.charAt(digit),
  (digit) => '⓿❶❷❸❹❺❻❼❽❾'.charAt(digit),
  (digit) => String.fromCodePoint(0x1d7d8 + digit),
]

const looks = new Map([
  ['x', 'хХХⅩ'],
  ['X', 'хХХⅩ'],
  ['0', 'oOоО'],
  ['1', 'lIi'],
  ['★', '☆✩⭐✯＊'],
  ['密', '宻宓'],
  ['机', '杌'],
  ['人', '⼈'],
  ['民', '⺠'],
  ['文', '⽂'],
  ['工', '⼯'],
  ['内', '內'],
  ['日', '⽇'],
  ['月', '⽉'],
  ['大', '⼤'],
  ['自', '⾃'],
  ['金', '⾦'],
  ['力', '⼒'],
])

function withLookAlikes(text: string, chance: Chance): string {
  return each(text, (character, index, all) => {
    const forms = [...(looks.get(character) ?? '')].filter((one) => one !== character)
    // A letter passes for a digit only between digits.
    const isBetween = isDigit(all[index - 1] ?? '') && isDigit(all[index + 1] ?? '')
    if (forms.length === 0 || (isDigit(character) && !isBetween)) return character
    return chance.oneOf(forms)
  })
}

export const techniques: readonly Technique[] = [
  { name: 'as it is', disguise: (text) => text },
  { name: 'full width', disguise: (text) => each(text, wide) },
  { name: 'traditional characters', disguise: traditional },
  {
    name: 'zero-width and bidi characters',
    disguise: (text, chance) =>
      between(text, chance, () => chance.oneOf(['\u200b', '\u200d', '\u2060', '\ufeff', '\u202d', '\u00ad'])),
  },
  {
    name: 'combining marks',
    disguise: (text, chance) => each(text, (one) => one + chance.oneOf(['', '\u0336', '\u0301', '\u20dd', '\ufe0e'])),
  },
  {
    name: 'symbols put in',
    disguise: (text, chance) => between(text, chance, () => chance.oneOf([...'*#@~^&+=$※◆'])),
  },
  {
    name: 'two symbols at each place',
    disguise: (text, chance) => between(text, chance, () => chance.oneOf(['**', '##', '~~', '◇◇']), true),
  },
  {
    name: 'spaced out',
    disguise: (text, chance) => between(text, chance, () => chance.oneOf([' ', '\u3000', '\u00a0']), true),
  },
  {
    name: 'characters doubled',
    disguise: (text, chance) => each(text, (one) => (isHan(one) && chance.fraction() < 0.5 ? one + one : one)),
  },
  {
    name: 'styles of numbers',
    disguise: (text, chance) => each(text, (one) => (isDigit(one) ? chance.oneOf(digitStyles)(Number(one)) : one)),
  },
  { name: 'look-alikes', disguise: withLookAlikes },
  {
    name: 'markup within',
    disguise: (text, chance) =>
      between(text, chance, () => chance.oneOf(['<b></b>', '</span><span>', '<!-- -->', '<wbr>'])),
  },
]

/** Numbers are not written downwards: a line end parts them. */
export const downwards: Technique = { name: 'written downwards', disguise: (text) => [...text].join('\n') }

/**
 * What a UTF-16 unit is to the matcher. Classes are smaller than the code of any digit or letter, so that one
 * comparison tells them from folded text. Those below `line` are passed over without a word.
 */
export const unitClass = {
  invisible: 1,
  space: 2,
  symbol: 3,
  star: 4,
  punctuation: 5,
  line: 6,
  cell: 7,
  bracket: 8,
  garbled: 9,
  /** Folds to several units. */
  expands: 10,
  surrogate: 11,
} as const

export const firstWord = 0x30
export const lastDigit = 0x39
export const firstToTell = unitClass.line

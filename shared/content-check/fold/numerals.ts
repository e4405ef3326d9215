const han = new Map(
  [...'〇零一二三四五六七八九'].map((character, index) => [character, String(Math.max(0, index - 1))]),
)
const capital = new Map([...'壹贰叁肆伍陆柒捌玖'].map((character, index) => [character, String(index + 1)]))

/** Digit of a Chinese numeral below ten, as 〇 or 七. */
export const hanDigit = (character: string): string | undefined => han.get(character)

/** Digit of a numeral as cheques have them, as 壹. Some of them are common in words (队伍, 大陆). */
export const capitalDigit = (character: string): string | undefined => capital.get(character)

/** First code, how many, and the number of the first: signs for numbers that NFKC leaves alone or turns to letters. */
const rows: readonly (readonly [code: number, count: number, first: number])[] = [
  [0x2160, 12, 1],
  [0x2170, 12, 1],
  [0x24eb, 10, 11],
  [0x24f5, 10, 1],
  [0x24ff, 1, 0],
  [0x2776, 10, 1],
  [0x2780, 10, 1],
  [0x278a, 10, 1],
]

/** The number a circled, Roman or dingbat sign stands for, in Arabic digits. */
export function signNumber(code: number): string | undefined {
  const row = rows.find(([first, count]) => code >= first && code < first + count)
  return row && String(row[2] + code - row[0])
}

const digits = '〇一二三四五六七八九'

const digitOf = (character: string) =>
  character === '零' ? '0' : digits.includes(character) ? String(digits.indexOf(character)) : character

/** A number up to 99, as 十二, 二十, 二〇二三 or 12; NaN for anything else. */
export function chineseNumber(text: string): number {
  const plain = [...text].map(digitOf).join('')
  const [, tens, ones] = /^(\d?)十(\d?)$/.exec(plain) ?? []
  if (tens === undefined) return plain === '' ? NaN : Number(plain)
  return Number(tens || '1') * 10 + Number(ones || '0')
}

export interface ReadDate {
  /** Undefined where only month and day are named. */
  readonly year: number | undefined
  readonly month: number
  readonly day: number
}

/** The date at the head of a text, as 2023年5月1日, 五月一日, 2023-05-01; undefined where there is none. */
export function readDate(text: string): ReadDate | undefined {
  const written = /^(?:([^年]{4})年)?([^年月]{1,3})月([^月日]{1,3})日/.exec(text)
  const short = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/.exec(text)
  const [, year, month = '', day = ''] = written ?? short ?? []
  if (month === '') return undefined
  return {
    year: year === undefined ? undefined : chineseNumber(year),
    month: chineseNumber(month),
    day: chineseNumber(day),
  }
}

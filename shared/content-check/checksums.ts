const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const usccAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const usccWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

const weighted = (values: Iterable<number>, weights: readonly number[]) =>
  [...values].reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0)

// GB/T 2260: the two digits of a province; 81–83 also begin residence permits.
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
)
export const isProvince = (code: string) => provinces.has(code.slice(0, 2))

/** `YYYYMMDD` of a day that exists. */
export function isDay(digits: string): boolean {
  const [year, month, day] = [Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6, 8))]
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/** GB 11643: check character over 17 digits. */
export const hasIdCheckDigit = (value: string) =>
  '10X98765432'[weighted([...value.slice(0, 17)].map(Number), idWeights) % 11] === value[17]?.toUpperCase()

/** A citizen's number of 18 characters: province, day of birth and check character are right. */
export const isIdCard = (value: string) =>
  /^\d{17}[\dXx]$/.test(value) && isProvince(value) && isDay(value.slice(6, 14)) && hasIdCheckDigit(value)

const usccValue = (character: string) => usccAlphabet.indexOf(character)

/** GB 32100-2015: check character over 17 characters; it says nothing of the organisation code inside. */
export function hasUsccCheck(value: string): boolean {
  const values = [...value.toUpperCase()].map(usccValue)
  if (values.length !== 18 || values.includes(-1)) return false
  return (31 - (weighted(values.slice(0, 17), usccWeights) % 31)) % 31 === values[17]
}

/** ISO/IEC 7812-1 annex B. */
export function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const doubled = index % 2 === 1 ? Number(digit) * 2 : Number(digit)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
}

import { readDate } from '#shared/content-check/chinese-date'
import type { Validator } from '#shared/content-check/validator'

const two = (value: number) => String(value).padStart(2, '0')
const centuryAfterNext = '2100-01-01'

/** A date after the day of the text; where that is not known, one that nobody living today will see. */
export const validator: Validator = {
  name: 'future-day',
  accepts(value, _, { date }) {
    const read = readDate(value.replace(/^[^\d]+/, ''))
    if (read?.year === undefined) return false
    return `${read.year}-${two(read.month)}-${two(read.day)}` > (date ?? centuryAfterNext)
  },
}

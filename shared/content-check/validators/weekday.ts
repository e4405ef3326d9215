import { readDate } from '#shared/content-check/chinese-date'
import type { Validator } from '#shared/content-check/validator'

/** A date with a day of the week that it did not fall on. */
export const validator: Validator = {
  name: 'weekday',
  accepts(value) {
    const date = readDate(value)
    const named = '日一二三四五六'.indexOf(value.at(-1) === '天' ? '日' : (value.at(-1) ?? ''))
    if (date?.year === undefined || named < 0) return false
    const day = new Date(Date.UTC(date.year, date.month - 1, date.day))
    return day.getUTCMonth() === date.month - 1 && day.getUTCDay() !== named
  },
}

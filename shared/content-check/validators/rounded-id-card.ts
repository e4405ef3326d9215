import { isDay, isIdCard, isProvince } from '#shared/content-check/checksums'
import type { Validator } from '#shared/content-check/validator'

/** What is left of a citizen's number that a spreadsheet kept as a number: its last three digits became zeros. */
export const validator: Validator = {
  name: 'rounded-id-card',
  accepts: (value) => isProvince(value) && isDay(value.slice(6, 14)) && !isIdCard(value),
}

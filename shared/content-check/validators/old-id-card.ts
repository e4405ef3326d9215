import { isDay, isProvince } from '#shared/content-check/checksums'
import type { Validator } from '#shared/content-check/validator'

/** The form of 15 digits, which has no check digit: province and day of birth must be possible. */
export const validator: Validator = {
  name: 'old-id-card',
  accepts: (value) => isProvince(value) && isDay(`19${value.slice(6, 12)}`),
}

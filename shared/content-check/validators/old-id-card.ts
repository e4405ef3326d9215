import { isDay, isProvince } from '../checksums'
import type { Validator } from '../validator'

/** The form of 15 digits, which has no check digit: province and day of birth must be possible. */
export const validator: Validator = {
  name: 'old-id-card',
  accepts: (value) => isProvince(value) && isDay(`19${value.slice(6, 12)}`),
}

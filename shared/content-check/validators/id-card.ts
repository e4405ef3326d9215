import { isIdCard, hasUsccCheck } from '#shared/content-check/checksums'
import type { Validator } from '#shared/content-check/validator'

/** GB 11643, unless the number is told to be the public 统一社会信用代码 of an organisation. */
export const validator: Validator = {
  name: 'id-card',
  accepts: (value, before) => isIdCard(value) && !(/信用代码[^\d]{0,6}$/.test(before) && hasUsccCheck(value)),
}

import { hasUsccCheck, isIdCard, passesLuhn } from '#shared/content-check/checksums'
import type { Validator } from '#shared/content-check/validator'

const otherNumber = /(信用代码|文号|编号|编码|代码|索引号|订单号?|流水号?|条码|序列号|许可证号?)[^\d]{0,6}$/

/** Luhn, and neither a citizen's number nor announced as another kind of number. */
export const validator: Validator = {
  name: 'bank-card',
  accepts: (value, before) =>
    passesLuhn(value) &&
    !/^(\d)\1+$/.test(value) &&
    !isIdCard(value) &&
    !hasUsccCheck(value) &&
    !otherNumber.test(before),
}

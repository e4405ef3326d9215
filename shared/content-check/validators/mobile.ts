import type { Validator } from '#shared/content-check/validator'

const otherNumber = /(文号|编号|编码|代码|索引号|订单号?|流水号?|条码|序列号|qq号?码?)[^\d]{0,6}$/

/** Number blocks that the three carriers and the virtual operators hold. */
const blocks = /^1(3\d|4[5-9]|5[0-35-9]|6[25-7]|7[0-8]|8\d|9[0-35-9])/

/** A mobile number in an allotted block that is not announced as another kind of number. */
export const validator: Validator = {
  name: 'mobile',
  accepts: (value, before) => {
    const number = value.replace(/^(?:\+|00)?86/, '')
    return blocks.test(number) && !/(\d)\1{7}/.test(number) && !otherNumber.test(before)
  },
}

import { AppError } from '#shared/contract/app-error'

const provinces = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'

/** ICP 备案号 (domain-rules G11). */
export const icpPattern = new RegExp(`^[${provinces}]ICP备\\d{6,8}号(-\\d+)?$`)
/** 公安备案号 (domain-rules G11). */
export const policeFilingPattern = /^.公网安备\s?\d{11,14}号$/

/** @throws AppError `rule` naming the number that has the wrong form */
export function assertFilingNumbers(numbers: {
  readonly icp?: string | null
  readonly policeFiling?: string | null
}): void {
  if (numbers.icp && !icpPattern.test(numbers.icp)) {
    throw new AppError('rule', 'ICP 备案号格式不符，应如“皖ICP备12345678号-1”', { field: 'icp' })
  }
  if (numbers.policeFiling && !policeFilingPattern.test(numbers.policeFiling)) {
    throw new AppError('rule', '公安备案号格式不符，应如“皖公网安备 34010002000001号”', { field: 'policeFiling' })
  }
}

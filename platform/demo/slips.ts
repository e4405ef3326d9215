import { chance, roundRobin } from './chance'

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** A citizen's number that passes every check and belongs to nobody: its county code 349999 was never given out. */
export function fictionalIdNumber(number: number): string {
  const digits = `34999919${60 + (number % 40)}0${1 + (number % 9)}1${number % 10}${String(number % 1000).padStart(3, '0')}`
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (idWeights[index] ?? 0), 0)
  return digits + '10X98765432'.charAt(sum % 11)
}

/** A number of the form of a mobile phone's, from a block that stands empty. */
export const fictionalMobile = (number: number): string => `13000000${String(101 + (number % 890))}`

/** Sentences that should not be in a public text, as they slip in. */
const slips: readonly ((number: number) => string)[] = [
  (number) => `联系人手机：${fictionalMobile(number)}。`,
  () => '要推动政府智能转变，不断提高服务水平。',
  (number) => `经办人身份证号：${fictionalIdNumber(number)}。`,
  (number) => `如有疑问请拨打${fictionalMobile(number)}咨询。`,
  () => '各单位要高度重视网络安全，严防泄秘事件发生。',
  () => '秘密★1年',
  (number) => `个人联系电话${fictionalMobile(number)}，请勿外传。`,
  () => '本资料为内部资料，不得外传。',
]
const oneIn = 5

/** What slipped into a text: nothing in most. */
export const slipOf = (number: number): string | null =>
  chance('slip', number) % oneIn === 0 ? roundRobin(slips, chance('slip kind', number) % 97)(number) : null

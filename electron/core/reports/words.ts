import type { FindingSeverity, FindingState } from '#shared/contract/finding'
import type { OrderState } from '#shared/contract/rectification-order'
import type { OrderSource } from '#shared/contract/rectification-work'

export const severityWords: Readonly<Record<FindingSeverity, string>> = {
  veto: '单项否决',
  deduct: '扣分',
  hint: '提示',
}

export const findingStateWords: Readonly<Record<FindingState, string>> = {
  open: '未处置',
  confirmed: '属实',
  false_positive: '误报',
  duplicate: '重复',
  ordered: '属实，已开整改单',
  rectified: '已整改',
  verified: '已复核',
  closed: '已办结',
}

/** In place of the state, where an exemption judged it and nobody that day. */
export const exemptedWords = '误报（豁免期内）'

export const orderStateWords: Readonly<Record<OrderState, string>> = {
  issued: '待签收',
  disputed: '申诉',
  accepted: '整改中',
  rectified: '待复核',
  verified: '待销号',
  closed: '已销号',
  withdrawn: '已撤销',
}

export const orderSourceWords: Readonly<Record<OrderSource, string>> = {
  daily: '日巡查',
  weekly: '周点评',
  monthly: '月抽查',
  quarterly: '季通报',
  public: '网民找错',
  superior: '上级交办',
  system: '系统监测',
}

const clock = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: 'Asia/Shanghai' })
const weekday = new Intl.DateTimeFormat('zh-CN', { weekday: 'long', timeZone: 'UTC' })

/** An instant in Beijing time to the minute. */
export const minuteOf = (instant: string): string => clock.format(new Date(instant))

/** 2026年3月2日 */
export function dateWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

export const weekdayWords = (day: string): string => weekday.format(new Date(`${day}T00:00:00.000Z`))

/** Why a site doesn't count as looked at. */
export const lookWords = {
  unopened: '问题未逐条打开核看',
  incomplete: '首页未能打开或未能巡查完整',
  'failed-here': '本机网络原因，未能巡查',
} as const

import { addDays, dayWords, isWorkingDay } from '#shared/domain/calendar'

/** Days in a row without a signed log, and whether any of them was a working day. */
export interface Gap {
  readonly from: string
  readonly to: string
  readonly isWorking: boolean
}

/** Days between signed ones, in stretches of days off and of working days. */
export function gapsBetween(signed: readonly string[]): readonly Gap[] {
  const [days, gaps] = [new Set(signed), [] as Gap[]]
  const [first, last] = [[...days].sort()[0], [...days].sort().at(-1)]
  if (first === undefined || last === undefined) return []
  for (let day = first; day < last; day = addDays(day, 1)) {
    if (days.has(day)) continue
    const [before, isWorking] = [gaps.at(-1), isWorkingDay(day)]
    const isSame = before !== undefined && before.to === addDays(day, -1) && before.isWorking === isWorking
    if (isSame) gaps[gaps.length - 1] = { ...before, to: day }
    else gaps.push({ from: day, to: day, isWorking })
  }
  return gaps
}

export const gapWords = ({ from, to, isWorking }: Gap): string => {
  const span = from === to ? `${from}` : `${from} 至 ${dayWords(to)}`
  return isWorking ? `${span}：工作日，没有签发的日志（未巡查或未签发），请查明原因` : `${span}：休息日，没有签发的日志`
}

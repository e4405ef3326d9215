import type { Period, PeriodLength } from '#shared/contract/report'
import { addDays } from './calendar'

const monthStart = (year: number, month: number): string =>
  new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10)

const makers: Readonly<Record<PeriodLength, (day: string) => Omit<Period, 'length'>>> = {
  week(day) {
    const afterMonday = (new Date(`${day}T00:00:00.000Z`).getUTCDay() + 6) % 7
    const from = addDays(day, -afterMonday)
    const to = addDays(from, 6)
    return { from, to, label: `${from} 至 ${to}` }
  },
  month(day) {
    const [year, month] = partsOf(day)
    return {
      from: monthStart(year, month),
      to: addDays(monthStart(year, month + 1), -1),
      label: `${year}年${month + 1}月`,
    }
  },
  quarter(day) {
    const [year, month] = partsOf(day)
    const first = month - (month % 3)
    const label = `${year}年第${first / 3 + 1}季度`
    return { from: monthStart(year, first), to: addDays(monthStart(year, first + 3), -1), label }
  },
  year(day) {
    const [year] = partsOf(day)
    return { from: `${year}-01-01`, to: `${year}-12-31`, label: `${year}年` }
  },
}

function partsOf(day: string): [year: number, month: number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1]
}

/** The week (from Monday), month, quarter or year that a day lies in. */
export const periodOf = (length: PeriodLength, day: string): Period => ({ length, ...makers[length](day) })

/** The period before, of the same length. */
export const periodBefore = ({ length, from }: Period): Period => periodOf(length, addDays(from, -1))

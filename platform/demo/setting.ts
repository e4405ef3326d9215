import { addDays, dayOf } from '#shared/domain/calendar'

/** What a demo province is made for: its size and the day it has to look fresh on. */
export interface DemoSetting {
  /** 1: 970 sites and about 100,000 articles. Cities and counties stay. */
  readonly scale: number
  /** Milliseconds since 1970. */
  readonly now: number
}

export const dayBefore = (setting: DemoSetting, days: number): string => addDays(dayOf(setting.now), -days)

/** An instant so many days before today at an hour and minute of the province's clock, never after now. */
export function timeBefore(setting: DemoSetting, days: number, hour: number, minute = 0): number {
  const midnight = Date.parse(`${dayBefore(setting, days)}T00:00:00.000Z`) - 8 * 3_600_000
  return Math.min(midnight + (hour * 60 + minute) * 60_000, setting.now - 60_000)
}

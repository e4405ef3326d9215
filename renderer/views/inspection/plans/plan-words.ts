import type { PlatformRun } from '#shared/contract/platform-run'
import type { Tone } from '#renderer/components/StateTag.vue'

export const platformRunTone: Readonly<Record<PlatformRun['state'], Tone>> = {
  waiting: 'neutral',
  running: 'accent',
  paused: 'caution',
  finished: 'fine',
  cancelled: 'neutral',
}

export const isUnderWay = ({ state }: Pick<PlatformRun, 'state'>): boolean =>
  state === 'waiting' || state === 'running' || state === 'paused'

/** Times as they are typed, “2:00，14:00”, in the form of the timetable and in order; null where one of them is none. */
export function timesFrom(text: string): string[] | null {
  const words = text.split(/[\s,，、;；]+/).filter(Boolean)
  const times = words.map((word) => /^(\d{1,2})[:：](\d{2})$/.exec(word))
  if (words.length === 0 || times.some((time) => !time || Number(time[1]) > 23 || Number(time[2]) > 59)) return null
  return [...new Set(times.map((time) => `${(time?.[1] ?? '').padStart(2, '0')}:${time?.[2] ?? ''}`))].sort()
}

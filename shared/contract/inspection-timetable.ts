import { Type, type Static } from '@sinclair/typebox'
import { Day, Id, Instant, Version } from './primitives'

const closed = { additionalProperties: false } as const

/** A time of the province's day, HH:MM. */
export const TimeOfDay = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })
const TimesOfDay = Type.Array(TimeOfDay, { minItems: 1, maxItems: 24, uniqueItems: true })

/** A stretch of days in which a plan runs more often 重点时段; both days count. */
export const SpecialPeriod = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 40 }), from: Day, to: Day, times: TimesOfDay },
  closed,
)
export type SpecialPeriod = Static<typeof SpecialPeriod>

/** What of a timetable an operator decides. */
export const TimetableSettings = Type.Object(
  {
    enabled: Type.Boolean(),
    /** In whose name the platform's runs are recorded; that person can't sign the day. */
    inspectorId: Id,
    times: TimesOfDay,
    specialPeriods: Type.Array(SpecialPeriod, { maxItems: 50 }),
    /** Spaced availability probes of each site a day: 0 or at least 20, as the official rule asks. */
    probesPerDay: Type.Integer({ minimum: 0, maximum: 288 }),
  },
  closed,
)
export type TimetableSettings = Static<typeof TimetableSettings>

/** When the platform runs an inspection plan by itself. A plan has one at most, and the two have the same id. */
export const InspectionTimetable = Type.Object({
  id: Id,
  version: Version,
  ...TimetableSettings.properties,
  /** Times that had passed by then are not made up for. */
  changedAt: Instant,
})
export type InspectionTimetable = Static<typeof InspectionTimetable>

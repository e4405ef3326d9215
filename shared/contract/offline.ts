import { Type, type Static } from '@sinclair/typebox'
import { Day, Nullable, OneOf } from './primitives'

/** What an operator keeps on this workstation 离线保存范围: chosen texts of articles, and how much of what is over. */
export const OfflineRule = Type.Object(
  {
    /** Texts of what waits for my judgement. */
    queue: Type.Boolean(),
    /** Texts of the sites that my duties name; a duty for the whole province names none. */
    sites: Type.Boolean(),
    /** Texts of the last so many days; 0 for none. */
    days: Type.Integer({ minimum: 0, maximum: 365 }),
    /** Most that all texts may take. */
    megabytes: Type.Integer({ minimum: 10, maximum: 20_000 }),
    /** Months for which what is over is kept; null for always. */
    months: Nullable(Type.Integer({ minimum: 1, maximum: 120 })),
  },
  { additionalProperties: false },
)
export type OfflineRule = Static<typeof OfflineRule>

/** How far the texts that the rule names are here. */
export const TextProgress = Type.Object({
  state: OneOf('idle', 'fetching', 'paused', 'offline'),
  /** Texts that the rule names, and those of them that are here. */
  wanted: Type.Integer(),
  kept: Type.Integer(),
  /** Texts that are here because somebody read them. */
  read: Type.Integer(),
  /** What all texts here take. */
  bytes: Type.Integer(),
  /** True where the limit leaves texts out that the rule names. */
  full: Type.Boolean(),
})
export type TextProgress = Static<typeof TextProgress>

export const OfflineState = Type.Object({
  rule: OfflineRule,
  progress: TextProgress,
  /** First day of which everything that is over is here; null where nothing was let go. */
  keptFrom: Nullable(Day),
  pinned: Type.Integer(),
  /** Size of the local database. */
  fileBytes: Type.Integer(),
})
export type OfflineState = Static<typeof OfflineState>

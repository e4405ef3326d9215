import type { Kysely } from 'kysely'
import type { Database } from '#platform/database/schema'
import type { Feed } from '#platform/feed/feed'
import type { Pokes } from '#platform/pokes/pokes'
import type { Weeks } from '#platform/probes/weeks'
import type { Turns } from '#platform/turns'

/** What every route and service of a running platform works with. */
export interface Platform {
  readonly db: Kysely<Database>
  readonly incarnation: string
  readonly feed: Feed
  readonly pokes: Pokes
  readonly weeks: Weeks
  /** Passwords are slow to check on purpose. */
  readonly signIns: Turns
  readonly judging: Turns
  /** Platform time; every deadline and record uses it. */
  now(): Date
}

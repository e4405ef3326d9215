import type { Kysely } from 'kysely'
import type { Database } from '#platform/database/schema'
import type { Feed } from '#platform/feed/feed'
import type { Pokes } from '#platform/pokes/pokes'

/** What every route and service of a running platform works with. */
export interface Platform {
  readonly db: Kysely<Database>
  readonly incarnation: string
  readonly feed: Feed
  readonly pokes: Pokes
  /** Platform time; every deadline and record uses it. */
  now(): Date
}

import { sql, type Kysely } from 'kysely'
import type { FeedChange } from '#shared/contract/api'
import type { Database } from '#platform/database/schema'
import type { Reader, Seen } from './lane'
import type { Person } from './surroundings'

interface Page {
  readonly changes: readonly FeedChange[]
  readonly cursor: string
  readonly caughtUpTo: string
  readonly more: boolean
}

/** Reads the columns of the platform's change feed over HTTP, page by page. */
export async function feedReader(person: Person, limit: number): Promise<Reader> {
  let { cursor } = (await person.get<{ cursor: string }>('/v1/snapshot')).body
  return async (isLast) => {
    const since = isLast ? new Date().toISOString() : ''
    const seen: Seen[] = []
    for (let more = true; more;) {
      const { body } = await person.get<Page>(`/v1/changes?limit=${limit}&cursor=${cursor}`)
      seen.push(...body.changes.filter(isColumn).map(({ entity, version }) => ({ id: entity.id, version })))
      cursor = body.cursor
      more = body.more || body.caughtUpTo < since
    }
    return seen
  }
}

const isColumn = ({ entity }: FeedChange) => entity.kind === 'column'

/** What most would write first: everything above the last number that was seen. */
export async function sequenceReader(db: Kysely<Database>, limit: number): Promise<Reader> {
  let last = await highestNumber(db)
  return async () => {
    const seen: Seen[] = []
    for (let more = true; more;) {
      const { rows } = await sql<Seen & { seq: number }>`
        select id, version, seq from "column" where seq > ${last} order by seq limit ${limit}
      `.execute(db)
      seen.push(...rows.map(({ id, version }) => ({ id, version })))
      last = rows.at(-1)?.seq ?? last
      more = rows.length === limit
    }
    return seen
  }
}

async function highestNumber(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{ last: number | null }>`select max(seq) as last from "column"`.execute(db)
  return rows[0]?.last ?? 0
}

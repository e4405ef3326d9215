import pg from 'pg'
import { uuidv7 } from 'uuidv7'

/** What one stretch of writing came to. */
export interface Written {
  readonly commitsPerSecond: number
  /** When each row was answered as committed, by its id. */
  readonly at: ReadonlyMap<string, number>
}

/** Several connections that each insert a row, wait for its commit, and go on at once, until the time is up. */
export class Writers {
  private constructor(private readonly clients: readonly pg.Client[]) {}

  static async connect(url: string, count: number): Promise<Writers> {
    const clients = Array.from({ length: count }, () => new pg.Client({ connectionString: url }))
    await Promise.all(clients.map((client) => client.connect()))
    return new Writers(clients)
  }

  async write(table: string, milliseconds: number): Promise<Written> {
    const at = new Map<string, number>()
    const begun = performance.now()
    const isOver = () => performance.now() - begun > milliseconds
    await Promise.all(this.clients.map((client) => writeOn(client, table, at, isOver)))
    return { commitsPerSecond: at.size / ((performance.now() - begun) / 1000), at }
  }

  async close(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.end()))
  }
}

const text = (table: string) => `
  insert into ${table} (id, site_id, name, path, type, owner, article_count, secrecy_review, state, changed_at)
  values ($1, $2, '通知公告', $3, 'notice', '张敏', 1, false, 'open', now())`

async function writeOn(client: pg.Client, table: string, at: Map<string, number>, isOver: () => boolean) {
  const siteId = uuidv7()
  while (!isOver()) {
    const id = uuidv7()
    await client.query({ name: `write ${table}`, text: text(table), values: [id, siteId, `/columns/${id}/`] })
    at.set(id, performance.now())
  }
}

import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Database } from './schema'

const instantOf = (text: string): string =>
  `${new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString()}`

/** Values as the contract has them: instants and days as text, counts as numbers. */
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [pg.types.builtins.INT8]: Number,
  [pg.types.builtins.DATE]: String,
  [pg.types.builtins.TIMESTAMPTZ]: instantOf,
}

function getTypeParser(oid: number, format?: 'text' | 'binary') {
  return parsers[oid] ?? pg.types.getTypeParser(oid, format)
}

/** A transaction that takes longer holds up everybody's change feed, so it is ended. */
const limits = '-c statement_timeout=60s -c idle_in_transaction_session_timeout=20s -c timezone=UTC -c datestyle=ISO'

/** Opens a pool. `onLost` hears of connections that break; `name` is what the database's own views show. */
export function connectDatabase(
  url: string,
  onLost: (error: Error) => void = () => undefined,
  name = 'zhanqun',
): Kysely<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 20,
    connectionTimeoutMillis: 10_000,
    options: limits,
    application_name: name,
    types: { getTypeParser: getTypeParser as typeof pg.types.getTypeParser },
  })
  pool.on('error', onLost)
  // The pool listens only while a connection is idle; one that breaks between two statements would end the process.
  pool.on('connect', (client) => client.on('error', onLost))
  return new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}

import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { createPlatform } from '#platform/server'
import { createTestDatabase } from '#tests/postgres'
import { inMemory } from './in-memory'
import { fillProvince } from './province'

/** One PostgreSQL server for all episodes of a process. */
export interface Databases {
  /** A new database with the small province in it. */
  create(): Promise<string>
  urlOf(name: string): string
  /** `to` becomes a copy of `from`; nobody may be connected to either. */
  copy(from: string, to: string): Promise<void>
  drop(name: string): Promise<void>
  /** Ends server processes: one by its number, or all of a database. */
  cutOff(which: { readonly processId: number } | { readonly database: string }): Promise<void>
  stop(): Promise<void>
}

/** Each query is planned once for a connection, and nothing is done for a time after this run. */
const settings = [
  ...['plan_cache_mode=force_generic_plan', 'jit=off', 'autovacuum=off', 'track_counts=off'],
  ...['wal_level=minimal', 'max_wal_senders=0', 'checkpoint_timeout=1d', 'max_wal_size=4GB', 'bgwriter_lru_maxpages=0'],
]

export async function startDatabases(): Promise<Databases> {
  const base = await createTestDatabase({ place: inMemory, settings })
  const admin = new pg.Client({ connectionString: base.url })
  await admin.connect()
  const unique = randomBytes(4).toString('hex')
  const known = new Set<string>()
  let count = 0

  const urlOf = (name: string) => Object.assign(new URL(base.url), { pathname: `/${name}` }).href
  async function copy(from: string, to: string) {
    await admin.query(`create database ${to} template ${from} strategy file_copy`)
    known.add(to)
  }
  async function drop(name: string) {
    await admin.query(`drop database if exists ${name} with (force)`)
    known.delete(name)
  }

  const template = `simulation_${unique}_template`
  await admin.query(`create database ${template}`)
  known.add(template)
  const filling = await createPlatform({ databaseUrl: urlOf(template), log: { level: 'silent' } })
  await fillProvince(filling.platform.db)
  await filling.close()

  return {
    urlOf,
    copy,
    drop,
    async create() {
      const name = `simulation_${unique}_${(count += 1)}`
      await copy(template, name)
      return name
    },
    async cutOff(which) {
      const [condition, value] = 'processId' in which ? ['pid = $1', which.processId] : ['datname = $1', which.database]
      // Its own waiting looks every tenth of a second only.
      const query = `select pg_terminate_backend(pid) from pg_stat_activity where ${condition}`
      for (let tries = 0; (await admin.query(query, [value])).rowCount !== 0; tries += 1) await delay(tries)
    },
    async stop() {
      for (const name of known) await drop(name)
      await admin.end()
      await base.drop()
    },
  }
}

import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { createPlatform } from '#platform/server'
import { createTestDatabase } from '#tests/postgres'
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

export async function startDatabases(): Promise<Databases> {
  const base = await createTestDatabase()
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
      if ('processId' in which) await admin.query('select pg_terminate_backend($1, 2000)', [which.processId])
      else
        await admin.query('select pg_terminate_backend(pid, 2000) from pg_stat_activity where datname = $1', [
          which.database,
        ])
    },
    async stop() {
      for (const name of known) await drop(name)
      await admin.end()
      await base.drop()
    },
  }
}

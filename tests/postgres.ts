import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { projectUrl } from '#shared/contract/surroundings'
import { startCluster, type Cluster } from '#platform/database/embedded/cluster'

export interface TestDatabase {
  /** Connection string of an empty database of this test alone. */
  readonly url: string
  /** Drops the database and stops what was started for it. */
  drop(): Promise<void>
}

const unsafeButFast = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']

export interface OwnServer {
  /** Where its folder is to be. Default: in `out/`. */
  readonly place?: string
  readonly settings?: readonly string[]
}

/** A real PostgreSQL with an empty database: on DATABASE_URL's server where that is set, else on one of our own. */
export async function createTestDatabase(own: OwnServer = {}): Promise<TestDatabase> {
  const { DATABASE_URL: server } = process.env
  return server ? databaseOn(server) : ownDatabase(own)
}

async function databaseOn(server: string): Promise<TestDatabase> {
  const name = `zhanqun_test_${randomBytes(6).toString('hex')}`
  await administer(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => administer(server, `drop database if exists ${name} with (force)`) }
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

let cluster: Promise<Cluster> | undefined
let users = 0

/** One cluster for each test file (workers don't share memory), gone with its last database. */
async function ownDatabase({ place, settings = [] }: OwnServer): Promise<TestDatabase> {
  const folder = path.join(place ?? fileURLToPath(projectUrl('out/')), 'test-postgres', String(process.pid))
  users += 1
  cluster ??= sweep(path.dirname(folder))
    .then(() => mkdir(folder, { recursive: true }))
    .then(() => chmod(folder, 0o755))
    .then(() => startCluster(folder, [...unsafeButFast, ...settings]))
  const running = await cluster
  const { url, drop } = await databaseOn(running.url)
  return {
    url,
    async drop() {
      await drop()
      users -= 1
      if (users > 0) return
      cluster = undefined
      await running.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Removes what killed tests left behind: their folders bear their process ids. A server whose folder is gone ends by itself. */
async function sweep(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter((name) => !isAlive(Number(name)))) {
    await rm(path.join(folder, name), { recursive: true, force: true }).catch(() => undefined)
  }
}

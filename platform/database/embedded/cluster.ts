import { randomBytes } from 'node:crypto'
import { chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { AppError } from '#shared/contract/app-error'
import { postgresBinaries, type Binaries } from './binaries'
import { clusterFolder } from './cluster-folder'
import { freePort } from './free-port'
import { runToEnd, startServer } from './server-process'
import { postgresUser, type ProcessUser } from './unprivileged'

export interface Cluster {
  /** Connection string of the database `zhanqun`. */
  readonly url: string
  stop(): Promise<void>
}

/** Held by a connection for as long as a platform uses the cluster, so that another one can tell. */
const inUseLock = 7_365_812

const adminUser = 'zhanqun'

/**
 * Starts our own PostgreSQL on a folder, making the cluster at first. It answers on loopback only and asks for a password
 * that only the folder knows. A server left over from a killed platform is stopped first; one in use is refused.
 */
export async function startCluster(folder: string, settings: readonly string[] = []): Promise<Cluster> {
  const [binaries, user, place] = [await postgresBinaries(), await postgresUser(), await clusterFolder(folder)]
  const password = await clusterPassword(binaries, user, place)
  await stopLeftOver(place, password)
  const port = await freePort()
  const server = await startServer(binaries.postgres, serverArguments(place, port, settings), user)
  const url = (database: string) => `postgres://${adminUser}:${password}@127.0.0.1:${port}/${database}`
  await ensureDatabase(url('postgres'))
  const holder = await holdCluster(url('postgres'))
  return {
    url: url('zhanqun'),
    async stop() {
      await holder?.end().catch(() => undefined)
      await server.stop()
    },
  }
}

const serverArguments = (place: string, port: number, settings: readonly string[]) => [
  ...['-D', path.join(place, 'cluster'), '-p', String(port)],
  ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'max_connections=120'],
  ...settings.flatMap((setting) => ['-c', setting]),
]

async function clusterPassword(binaries: Binaries, user: ProcessUser | null, place: string): Promise<string> {
  const file = path.join(place, 'cluster-password')
  const known = await readFile(file, 'utf8').catch(() => null)
  if (known) return known
  const password = randomBytes(24).toString('hex')
  await initialise(binaries, user, place, password)
  await writeFile(file, password, { mode: 0o600 })
  return password
}

/** The password file is written last: a folder without it holds half a cluster, which starts over. */
async function initialise(binaries: Binaries, user: ProcessUser | null, place: string, password: string) {
  const cluster = path.join(place, 'cluster')
  await rm(cluster, { recursive: true, force: true })
  await mkdir(cluster, { recursive: true, mode: 0o700 })
  const handover = path.join(cluster, '..', `handover-${process.pid}`)
  await writeFile(handover, password, { mode: 0o600 })
  if (user) await Promise.all([cluster, handover].map((file) => chown(file, user.uid, user.gid)))
  try {
    const how = ['--auth=scram-sha-256', `--username=${adminUser}`, `--pwfile=${handover}`]
    const text = ['--encoding=UTF8', '--locale=C', '--no-instructions']
    await runToEnd(binaries.initdb, [`--pgdata=${cluster}`, ...how, ...text], user)
  } finally {
    await rm(handover, { force: true })
  }
}

async function ensureDatabase(url: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rowCount } = await client.query("select from pg_database where datname = 'zhanqun'")
    if (!rowCount) await client.query('create database zhanqun')
  })
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Takes the mark of use; null where another platform has it. */
async function holdCluster(url: string): Promise<pg.Client | null> {
  const client = new pg.Client({ connectionString: url, application_name: 'zhanqun holder' })
  client.on('error', () => undefined)
  await client.connect()
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [inUseLock])
  if (rows[0]?.held) return client
  await client.end()
  return null
}

/** What postmaster.pid says of a server that runs, or ran, on the cluster. */
async function runningServer(place: string): Promise<{ pid: number; port: number } | null> {
  const text = await readFile(path.join(place, 'cluster', 'postmaster.pid'), 'utf8').catch(() => null)
  const [pid, , , port] = text?.split('\n') ?? []
  return pid && port ? { pid: Number(pid), port: Number(port) } : null
}

async function stopLeftOver(place: string, password: string): Promise<void> {
  const running = await runningServer(place)
  if (!running) return
  const url = `postgres://${adminUser}:${password}@127.0.0.1:${running.port}/postgres`
  // A file without a server that knows our password is stale; PostgreSQL itself clears it away.
  const holder = await holdCluster(url).catch(() => 'nobody answers' as const)
  if (holder === 'nobody answers') return
  if (holder === null)
    throw new AppError('unavailable', `数据目录 ${place} 正被另一个平台进程使用，请先停止它或另选 --data 目录`)
  process.kill(running.pid, 'SIGINT')
  await holder.end().catch(() => undefined)
  await waitUntilGone(place, running.pid)
}

/** The server takes its file away last. (Its process may linger as a zombie where nobody reaps it.) */
async function waitUntilGone(place: string, pid: number): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if ((await runningServer(place)) === null) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new AppError('unavailable', `上次留下的数据库进程 ${pid} 没有停止，请手动结束它后再启动`)
}

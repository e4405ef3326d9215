import { createHash, randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { startCluster } from '#platform/database/embedded/cluster'
import { cliFile, freePorts, PlatformProcess } from './platform-process'

const ours = 'zhanqun_e2e'
const folder = path.resolve('out/e2e-postgres')
const fastButUnsafe = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']

/** A PostgreSQL on which every test file gets a demo province of its own. */
export interface DemoDatabases {
  /** Connection string of a fresh copy of the demo province. */
  create(): Promise<string>
  /** Connection string of a copy of a database that nobody uses at the moment. */
  copy(url: string): Promise<string>
  drop(url: string): Promise<void>
  stop(): Promise<void>
}

/** DATABASE_URL's server where that is set, else one of our own under out/, which keeps the province for the next run. */
export async function openDemoDatabases(): Promise<DemoDatabases> {
  const server = await openServer()
  const template = await templateName()
  await ensureTemplate(server.url, template).catch(async (error: unknown) => {
    await server.stop()
    throw error
  })
  async function copyOf(source: string): Promise<string> {
    const name = `${ours}_${randomBytes(6).toString('hex')}`
    await administer(server.url, `create database ${name} template ${source} strategy file_copy`)
    return databaseUrl(server.url, name)
  }
  return {
    create: () => copyOf(template),
    copy: (url) => copyOf(databaseName(url)),
    drop: (url) => administer(server.url, `drop database if exists ${databaseName(url)} with (force)`),
    async stop() {
      // Our own server keeps the province for the next run; somebody else's is left as it was found.
      if (process.env['DATABASE_URL']) await administer(server.url, `drop database if exists ${template} with (force)`)
      await server.stop()
    },
  }
}

async function openServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const { DATABASE_URL: given } = process.env
  if (given) return { url: given, stop: () => Promise.resolve() }
  await mkdir(folder, { recursive: true })
  await chmod(folder, 0o755)
  return startCluster(folder, fastButUnsafe)
}

/** Another build may make another province, and it looks fresh on the day it was made only. */
async function templateName(): Promise<string> {
  const hash = createHash('sha256').update(await readFile(cliFile()))
  const day = new Date().toISOString().slice(0, 13)
  return `${ours}_template_${hash.update(day).digest('hex').slice(0, 12)}`
}

async function ensureTemplate(server: string, name: string): Promise<void> {
  const known = await databasesNamed(server, `${ours}_%`)
  for (const old of known.filter((other) => other !== name && !process.env['DATABASE_URL']))
    await administer(server, `drop database ${old} with (force)`)
  if (known.includes(name)) return
  const draft = `${name}_draft`
  await administer(server, `drop database if exists ${draft} with (force)`)
  await administer(server, `create database ${draft}`)
  await makeProvince(databaseUrl(server, draft))
  await administer(server, `alter database ${draft} rename to ${name}`)
}

async function makeProvince(url: string): Promise<void> {
  const [port = 0, pagesPort = 0] = await freePorts(2)
  const platform = await PlatformProcess.start({ port, pagesPort, data: folder, databaseUrl: url })
  await platform.stop()
}

async function databasesNamed(server: string, pattern: string): Promise<string[]> {
  const { rows } = await query(server, 'select datname from pg_database where datname like $1', [pattern])
  return rows.map((row) => String(row['datname']))
}

const administer = async (server: string, statement: string): Promise<void> => void (await query(server, statement))

/** One statement on a connection of its own. */
export async function query(
  url: string,
  statement: string,
  values: readonly unknown[] = [],
): Promise<{ rows: Record<string, unknown>[] }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query(statement, [...values])
  } finally {
    await client.end()
  }
}

const databaseName = (url: string): string => new URL(url).pathname.slice(1)

function databaseUrl(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

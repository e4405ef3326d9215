import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import Database from 'libsql'
import type { Bench, BenchContext } from './bench'
import { withProvince, type Province } from './lab/province'
import { alternating, median } from './lab/statistics'
import { openConsole, signIn } from './lab/workstation'

const least = 20_000
const leastShare = 0.4
const batchRows = 1_000

/** From the call that signs in, over HTTP and into the encrypted, indexed and searchable store, until nothing is missing. */
async function syncFirst(context: BenchContext, province: Province): Promise<number> {
  const data = 'new-workstation'
  const { page, close } = await openConsole(context, province, data)
  const { rows, milliseconds } = await signIn(page, province)
  await close()
  rmSync(path.join(context.out, data), { recursive: true })
  return rows / (milliseconds / 1000)
}

type BareRow = readonly [id: string, kind: string, version: number, site: string, moment: string, body: string]

async function everyRow(province: Province): Promise<BareRow[]> {
  const rows: BareRow[] = []
  for (const kind of await province.kinds())
    rows.push(...(await province.rows(kind)).map((line) => bareRow(kind, line)))
  return rows.sort(([one], [other]) => (one < other ? -1 : 1))
}

function bareRow(kind: string, body: string): BareRow {
  const { id, version, siteId = '' } = JSON.parse(body) as { id: string; version: number; siteId?: string }
  // An id begins with its moment.
  return [id, kind, version, siteId, id.slice(0, 13), body]
}

/**
 * The raw encrypted insert: the province's own rows with their whole bodies, already here, parsed and in the order of
 * their time-ordered ids, go into one encrypted table of six columns with two secondary indexes, a thousand in a
 * transaction, with 256 MB of cache and synchronous=NORMAL. Neither computed fields nor words are indexed there.
 */
function insertBare({ out }: BenchContext, rows: readonly BareRow[]): Promise<number> {
  const folder = path.join(out, 'bare-store')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  const options = { encryptionCipher: 'aes256cbc', encryptionKey: randomBytes(32).toString('hex') }
  const db = new Database(path.join(folder, 'bare.db'), options as ConstructorParameters<typeof Database>[1])
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -262144')
  db.exec('CREATE TABLE row (id TEXT PRIMARY KEY, kind TEXT, version INTEGER, site TEXT, moment TEXT, body TEXT)')
  db.exec('CREATE INDEX row_site ON row (site); CREATE INDEX row_moment ON row (moment)')
  const insert = db.prepare('INSERT INTO row VALUES (?, ?, ?, ?, ?, ?)')
  const begun = performance.now()
  for (let from = 0; from < rows.length; from += batchRows) {
    db.exec('BEGIN')
    for (const row of rows.slice(from, from + batchRows)) insert.run(...row)
    db.exec('COMMIT')
  }
  const perSecond = rows.length / ((performance.now() - begun) / 1000)
  db.close()
  rmSync(folder, { recursive: true })
  return Promise.resolve(perSecond)
}

export const bench: Bench = {
  name: 'first-sync',
  run: (context) =>
    withProvince(context, async (province) => {
      rmSync(path.join(context.out, 'new-workstation'), { recursive: true, force: true })
      const rows = await everyRow(province)
      const { ours, floors } = await alternating(
        3,
        () => syncFirst(context, province),
        () => insertBare(context, rows),
      )
      const [value, floor] = [median(ours), median(floors)]
      const target = `≥ ${least} rows/s, ≥ ${leastShare * 100} % of the floor`
      const met = value >= least && value >= leastShare * floor
      return [{ name: 'first sync', value, unit: 'rows/s', floor, target, met }]
    }),
}

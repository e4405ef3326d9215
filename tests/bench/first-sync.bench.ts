import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import Database from 'libsql'
import type { Bench, BenchContext } from './bench'
import { withProvince, type Province } from './lab/province'
import { alternating, median } from './lab/statistics'
import { openConsole, signIn } from './lab/workstation'

const least = 10_000
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

interface Floor {
  readonly id: string
  readonly version: number
  readonly body: string
}

async function everyRow(province: Province): Promise<Floor[]> {
  const lines: string[] = []
  for (const kind of await province.kinds()) lines.push(...(await province.rows(kind)))
  return lines.map((body) => {
    const { id, version } = JSON.parse(body) as Pick<Floor, 'id' | 'version'>
    return { id, version, body }
  })
}

/** The same rows, already here and parsed, into one encrypted table without an index beside its key. */
function insertBare({ out }: BenchContext, rows: readonly Floor[]): Promise<number> {
  const folder = path.join(out, 'bare-store')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  const options = { encryptionCipher: 'aes256cbc', encryptionKey: randomBytes(32).toString('hex') }
  const db = new Database(path.join(folder, 'bare.db'), options as ConstructorParameters<typeof Database>[1])
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536')
  db.exec('CREATE TABLE row (id TEXT PRIMARY KEY, version INTEGER, body TEXT) WITHOUT ROWID')
  const insert = db.prepare('INSERT INTO row VALUES (?, ?, ?)')
  const begun = performance.now()
  for (let from = 0; from < rows.length; from += batchRows) {
    db.exec('BEGIN')
    for (const { id, version, body } of rows.slice(from, from + batchRows)) insert.run(id, version, body)
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
      const value = median(ours)
      const target = `≥ ${least} rows/s`
      return [{ name: 'first sync', value, unit: 'rows/s', floor: median(floors), target, met: value >= least }]
    }),
}

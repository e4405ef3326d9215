import { isUtf8 } from 'node:buffer'
import { constants, copyFileSync, existsSync, rmSync, statSync } from 'node:fs'
import { smallBytes } from './seal'
import { openSqlite, type Sqlite } from './sqlite'

interface Table {
  readonly name: string
  /** 1 where it has no row numbers. */
  readonly wr: number
}

interface Row {
  readonly place: number
  readonly [column: string]: unknown
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** What the platform doesn't have; the rest can be fetched again. */
const ownTables = ['command', 'note', 'touch', 'base_row', 'batch', 'batch_item', 'pin']

/**
 * What is wrong with a database that nobody closed in order, null where nothing is. Of a big one only the tables that
 * hold what was done here are looked through: an operator must not wait for the rest after every power cut.
 */
export const damageAfterCrash = (file: string, key: Uint8Array): string | null =>
  statSync(file).size <= smallBytes ? damageInCopy(file, key) : damageAt(file, key, (name) => ownTables.includes(name))

/** Closing writes the log into the file, and what is damaged has to stay as it was found: so it is a copy that is opened. */
function damageInCopy(file: string, key: Uint8Array): string | null {
  const copy = `${file}.examined`
  removeCopy(copy)
  try {
    for (const part of parts.filter((part) => existsSync(file + part)))
      copyFileSync(file + part, copy + part, constants.COPYFILE_FICLONE)
    return damageAt(copy, key, null)
  } finally {
    removeCopy(copy)
  }
}

type Choice = ((table: string) => boolean) | null

function damageAt(file: string, key: Uint8Array, chosen: Choice): string | null {
  const sqlite = openSqlite(file, key)
  try {
    return damageIn(sqlite, chosen)
  } finally {
    sqlite.close()
  }
}

const parts = ['', '-wal']

function removeCopy(copy: string): void {
  for (const part of ['', '-wal', '-shm']) rmSync(copy + part, { force: true })
}

/**
 * All text is looked at as bytes: read as text, what a damaged page holds would end the process inside the library.
 */
function damageIn(sqlite: Sqlite, chosen: Choice): string | null {
  const all = sqlite.all(
    "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'",
    [],
  ) as Table[]
  const tables = chosen ? all.filter(({ name }) => chosen(name)) : all
  const checks = chosen ? tables.map(({ name }) => quoted(name)) : ['1']
  if (!checks.every((check) => isStructureSound(sqlite, check))) return 'structure'
  return tables.some((table) => !isTextSound(sqlite, table)) ? 'text' : null
}

function isStructureSound(sqlite: Sqlite, check: string): boolean {
  try {
    const [verdict] = sqlite.all(`PRAGMA integrity_check(${check})`, []) as { integrity_check: string }[]
    return verdict?.integrity_check === 'ok'
  } catch (error) {
    // An index over a value in a body can't even be checked where the body is no JSON any more.
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_ERROR') return false
    throw error
  }
}

function isTextSound(sqlite: Sqlite, { name, wr }: Table): boolean {
  const columns = (sqlite.all('SELECT name FROM pragma_table_info(?)', [name]) as { name: string }[]).map(
    (column, index) =>
      `CASE typeof(${quoted(column.name)}) WHEN 'text' THEN CAST(${quoted(column.name)} AS BLOB) END AS c${index}`,
  )
  // Tables without row numbers are the small ones.
  const [place, part] = wr === 1 ? ['0', ''] : ['rowid', 'WHERE rowid > ? ORDER BY rowid LIMIT 2000']
  const select = `SELECT ${place} AS place, ${columns.join(', ')} FROM ${quoted(name)} ${part}`
  for (let after: number | null = -Number.MAX_SAFE_INTEGER; after !== null;) {
    const rows = sqlite.all(select, wr === 1 ? [] : [after]) as Row[]
    if (rows.some((row) => Object.values(row).some((value) => value instanceof ArrayBuffer && !isUtf8(value))))
      return false
    after = wr === 1 ? null : (rows.at(-1)?.place ?? null)
  }
  return true
}

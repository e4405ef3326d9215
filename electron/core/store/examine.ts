import { isUtf8 } from 'node:buffer'
import { constants, copyFileSync, existsSync, rmSync } from 'node:fs'
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

/**
 * What is wrong with a database that nobody closed in order, null where nothing is. It is a copy that is opened: closing
 * writes the log into the file, and what is damaged has to stay as it was found.
 */
export function damageAfterCrash(file: string, key: Uint8Array): string | null {
  const copy = `${file}.examined`
  removeCopy(copy)
  try {
    for (const part of parts.filter((part) => existsSync(file + part)))
      copyFileSync(file + part, copy + part, constants.COPYFILE_FICLONE)
    const sqlite = openSqlite(copy, key)
    try {
      return damageIn(sqlite)
    } finally {
      sqlite.close()
    }
  } finally {
    removeCopy(copy)
  }
}

const parts = ['', '-wal']

function removeCopy(copy: string): void {
  for (const part of ['', '-wal', '-shm']) rmSync(copy + part, { force: true })
}

/**
 * All text is looked at as bytes: read as text, what a damaged page holds would end the process inside the library.
 */
function damageIn(sqlite: Sqlite): string | null {
  const [verdict] = sqlite.all('PRAGMA integrity_check(1)', []) as { integrity_check: string }[]
  if (verdict?.integrity_check !== 'ok') return 'structure'
  const tables = sqlite.all(
    "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'",
    [],
  )
  return (tables as Table[]).some((table) => !isTextSound(sqlite, table)) ? 'text' : null
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

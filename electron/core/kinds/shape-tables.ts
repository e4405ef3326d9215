import { readNote, writeNote } from '#core/store/notes'
import type { Store } from '#core/store/store'
import { indexWords } from '#core/rows/word-index'
import type { EntityKind } from '#shared/contract/entity'
import type { KindTable } from './kind-table'
import { kindTables, rowTable, searchTable } from './kinds'

const quoted = (name: string) => `"${name}"`

/** Fields that are computed from the row itself. They are kept in indexes alone: stored once more they made the file a third bigger. */
const storedOf = ({ fields }: KindTable) => Object.entries(fields).filter(([, { derived }]) => derived === undefined)

const createSql = (table: KindTable, name: string) => `
  CREATE TABLE ${name} (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    ${storedOf(table)
      .map(([field, { sql }]) => `${quoted(field)} GENERATED ALWAYS AS (${sql ?? `body ->> '$.${field}'`}) VIRTUAL,`)
      .join('\n    ')}
    body TEXT NOT NULL
  );
  DROP TABLE IF EXISTS ${searchTable(table.kind)};
  CREATE VIRTUAL TABLE ${searchTable(table.kind)} USING fts5 (words, content = '', contentless_delete = 1, tokenize = 'unicode61');`

const indexName = (kind: EntityKind, fields: string) => `index_${kind}_${fields.replaceAll(',', '_')}`
const quotedAll = (fields: string) => fields.split(',').map(quoted).join(', ')

/** One statement for each index, so that whoever has much to index can pause in between. */
export const indexStatements = ({ kind, indexed }: KindTable): string[] =>
  indexed.map(
    (fields) => `CREATE INDEX IF NOT EXISTS ${indexName(kind, fields)} ON ${rowTable(kind)} (${quotedAll(fields)})`,
  )

/** Before a load of many rows: building an index once afterwards is several times faster. */
export function dropIndexes(store: Store, { kind, indexed }: KindTable): void {
  for (const field of indexed) store.exec(`DROP INDEX IF EXISTS ${indexName(kind, field)}`)
}

const shapeOf = (table: KindTable): string =>
  JSON.stringify([Object.fromEntries(storedOf(table)), table.indexed, table.words?.toString() ?? null])

/**
 * Makes each kind's table as this build declares it. Fields are computed from the row's JSON, so a changed declaration
 * costs nothing but rewriting the table: no row is asked for again.
 */
export function shapeTables(store: Store): void {
  const present = readNote<Record<string, string>>(store, 'shapes') ?? {}
  const wanted = Object.fromEntries([...kindTables.values()].map((table) => [table.kind, shapeOf(table)]))
  const changed = [...kindTables.values()].filter(({ kind }) => present[kind] !== wanted[kind])
  if (changed.length === 0) return
  store.transaction(() => {
    for (const table of changed) reshape(store, table, Object.hasOwn(present, table.kind))
    writeNote(store, 'shapes', wanted)
  })
}

function reshape(store: Store, table: KindTable, isThere: boolean): void {
  const name = rowTable(table.kind)
  if (!isThere) {
    store.exec(createSql(table, name))
  } else {
    dropIndexes(store, table)
    store.exec(createSql(table, `new_${name}`))
    const columns = 'key, id, version, generation, body'
    store.exec(`INSERT INTO new_${name} (${columns}) SELECT ${columns} FROM ${name}`)
    store.exec(`DROP TABLE ${name}; ALTER TABLE new_${name} RENAME TO ${name}`)
    indexAllWords(store, table.kind)
  }
  for (const statement of indexStatements(table)) store.exec(statement)
}

function indexAllWords(store: Store, kind: EntityKind): void {
  for (let from = 0; ;) {
    const rows = store.all<{ key: number; body: string }>(
      `SELECT key, body FROM ${rowTable(kind)} WHERE key > ? ORDER BY key LIMIT 1000`,
      from,
    )
    const last = rows.at(-1)
    if (!last) return
    for (const { key, body } of rows) indexWords(store, kind, key, body)
    from = last.key
  }
}

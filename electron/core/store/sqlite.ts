import Database from 'libsql'
import type { SqlValue } from './store'

interface Prepared {
  run(...values: unknown[]): { readonly changes: number }
  get(...values: unknown[]): unknown
  all(...values: unknown[]): unknown[]
}

/** The few calls of the library that are used, with prepared statements kept. */
export interface Sqlite {
  run(sql: string, values: readonly SqlValue[]): { readonly changes: number }
  get(sql: string, values: readonly SqlValue[]): unknown
  all(sql: string, values: readonly SqlValue[]): unknown[]
  exec(sql: string): void
  close(): void
}

interface EncryptedOptions {
  readonly encryptionCipher: string
  readonly encryptionKey: string
}

const keptStatements = 400

export function openSqlite(file: string, key: Uint8Array): Sqlite {
  const options: EncryptedOptions & NonNullable<ConstructorParameters<typeof Database>[1]> = {
    encryptionCipher: 'aes256cbc',
    encryptionKey: Buffer.from(key).toString('hex'),
  }
  const db = new Database(file, options)
  const statements = new Map<string, Prepared>()

  function prepared(sql: string): Prepared {
    const known = statements.get(sql)
    if (known) return known
    if (statements.size >= keptStatements) statements.clear()
    const statement = db.prepare(sql)
    statements.set(sql, statement)
    return statement
  }

  /** The library leaves a statement that failed with its values bound: the next call with others would use the old ones. */
  function using<T>(sql: string, work: (statement: Prepared) => T): T {
    try {
      return work(prepared(sql))
    } catch (error) {
      statements.delete(sql)
      throw error
    }
  }

  return {
    run: (sql, values) => using(sql, (statement) => statement.run([...values])),
    get: (sql, values) => using(sql, (statement) => statement.get([...values])),
    all: (sql, values) => using(sql, (statement) => statement.all([...values])),
    exec: (sql) => void db.exec(sql),
    close() {
      statements.clear()
      db.close()
    },
  }
}

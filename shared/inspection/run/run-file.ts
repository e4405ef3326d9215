import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'libsql'
import { AppError } from '#shared/contract/app-error'
import { schema } from './schema'

export type Value = string | number | null | Uint8Array

interface Statement {
  run(...values: unknown[]): { readonly lastInsertRowid: number | bigint }
  get(...values: unknown[]): unknown
  all(...values: unknown[]): unknown[]
}

/**
 * What one run knows, on disk: so its memory stays flat and, killed, it goes on where it was. One process at a time.
 * Writes of one turn of the event loop are committed together; what a kill can lose was still under way for the network.
 */
export class RunFile {
  private readonly statements = new Map<string, Statement>()
  private isWriting = false
  private failure: unknown

  private constructor(
    private readonly db: Database.Database,
    private readonly folder: string | undefined,
  ) {}

  /** Opens or makes a run file. Throws `conflict` where another process has it open, `unreadable` where it is none. */
  static open(file: string): RunFile {
    return new RunFile(openDatabase(file, alone + schema), undefined)
  }

  /** Opens or makes a file with other tables, which several processes may have open. */
  static openShared(file: string, tables: string): RunFile {
    return new RunFile(openDatabase(file, shared + tables), undefined)
  }

  /** A run that nobody wants to resume: its file goes when it is closed. */
  static temporary(): RunFile {
    const folder = mkdtempSync(path.join(tmpdir(), 'zhanqun-run-'))
    return new RunFile(openDatabase(path.join(folder, 'run.db'), alone + schema), folder)
  }

  get<T extends object>(sql: string, ...values: Value[]): T | undefined {
    return this.prepared(sql).get(...values) as T | undefined
  }

  all<T extends object>(sql: string, ...values: Value[]): T[] {
    return this.prepared(sql).all(...values) as T[]
  }

  run(sql: string, ...values: Value[]): void {
    this.insert(sql, ...values)
  }

  /** Adds a row and answers its number. */
  insert(sql: string, ...values: Value[]): number {
    if (this.failure !== undefined) throw cannotWrite(this.failure)
    this.begin()
    return Number(this.prepared(sql).run(...values).lastInsertRowid)
  }

  note(name: string): string | undefined {
    return this.get<{ value: string }>('SELECT value FROM note WHERE name = ?', name)?.value
  }

  setNote(name: string, value: string): void {
    this.run('INSERT OR REPLACE INTO note (name, value) VALUES (?, ?)', name, value)
  }

  close(): void {
    this.commit()
    this.statements.clear()
    this.db.close()
    if (this.folder !== undefined) rmSync(this.folder, { recursive: true, force: true })
    if (this.failure !== undefined) throw cannotWrite(this.failure)
  }

  private begin(): void {
    if (this.isWriting) return
    this.db.exec('BEGIN IMMEDIATE')
    this.isWriting = true
    setImmediate(() => this.commit())
  }

  private commit(): void {
    if (!this.isWriting) return
    this.isWriting = false
    try {
      this.db.exec('COMMIT')
    } catch (error) {
      this.failure = error
    }
  }

  private prepared(sql: string): Statement {
    const known = this.statements.get(sql) ?? this.db.prepare(sql)
    this.statements.set(sql, known)
    return known
  }
}

const cannotWrite = (error: unknown): AppError =>
  new AppError('unreadable', `巡查运行文件写入失败，请检查磁盘空间：${error instanceof Error ? error.message : ''}`)

/** A power cut may lose the last moments, never the file: the log is synced before it is folded in. */
const settings = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA cache_size = -32768;
  PRAGMA journal_size_limit = 67108864;
`

const alone = 'PRAGMA locking_mode = EXCLUSIVE;' + settings
/** A writer waits for the one before it. */
const shared = 'PRAGMA busy_timeout = 20000;' + settings

function openDatabase(file: string, preparation: string): Database.Database {
  try {
    mkdirSync(path.dirname(file), { recursive: true })
    const db = new Database(file)
    db.exec(preparation)
    return db
  } catch (error) {
    const reason = error instanceof Error ? error.message : ''
    if (/locked|busy/i.test(reason))
      throw new AppError('conflict', `巡查运行文件 ${file} 正被另一个巡查使用，请等它结束`)
    throw new AppError('unreadable', `无法打开巡查运行文件 ${file}：${reason}；请检查路径和权限`)
  }
}

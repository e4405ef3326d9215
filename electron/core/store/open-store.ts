import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { isAppError, type AppError } from '#shared/contract/app-error'
import type { EntityKind } from '#shared/contract/entity'
import { damageAfterCrash } from './examine'
import { migrate } from './migrate'
import { breakSeal, changedSinceClosed, damaged, seal, SealCheck, sealState } from './seal'
import { openSqlite, type Sqlite } from './sqlite'
import type { Store } from './store'
import { storeFailure } from './store-failure'
import { isLogDamaged } from './wal-damage'

// A command that was accepted has to survive a power cut, and a durable commit was measured at 0.4 ms.
// Pages of 8 KB load a tenth faster than SQLite's usual ones; a database that is there keeps its own.
const settings = `
  PRAGMA page_size = 8192;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA cache_size = -32768;
  PRAGMA wal_autocheckpoint = 2000;
  PRAGMA temp_store = MEMORY;
  PRAGMA busy_timeout = 2000;
  PRAGMA journal_size_limit = 67108864;`

interface OpenOptions {
  /** Bytes up to which a sealed file is compared with its seal before it is opened. */
  readonly wholeUpTo?: number
  /** How long after its opening a bigger one is: by then the console has started. */
  readonly verifyAfterMs?: number
}

/**
 * Opens or creates the database and brings it to this build's schema.
 * @throws AppError `unreadable` (wrong key, damaged; the file is left as it is), `incompatible` (newer), `unavailable` (disk)
 */
export function openStore(file: string, key: Uint8Array, options: OpenOptions = {}): Store {
  mkdirSync(path.dirname(file), { recursive: true })
  const { sqlite, isVerified } = openSound(file, key, options)
  const store = new LibsqlStore(file, sqlite)
  try {
    store.exec(settings)
    if (isVerified) guarded(file, () => breakSeal(file))
    else store.verifyLater(options.verifyAfterMs ?? usuallyVerifiedAfterMs)
    migrate(store)
    return store
  } catch (error) {
    store.close()
    throw error
  }
}

const usuallyVerifiedAfterMs = 8_000
/** Between two pieces of a big file, which take some milliseconds each. */
const verifyPauseMs = 40

/** Opens a database after making sure that nothing has changed it behind our back; of a big one that follows. */
function openSound(file: string, key: Uint8Array, { wholeUpTo }: OpenOptions): { sqlite: Sqlite; isVerified: boolean } {
  const state = existsSync(file) ? guarded(file, () => sealState(file, wholeUpTo)) : 'new'
  const inLog = state !== 'new' && isLogDamaged(`${file}-wal`) ? 'log' : null
  const damage = inLog ?? (state === 'unknown' ? guarded(file, () => damageAfterCrash(file, key)) : null)
  if (damage !== null) throw damaged(file, damage)
  return { sqlite: guarded(file, () => openSqlite(file, key)), isVerified: state !== 'unverified' }
}

function guarded<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw storeFailure(error, file)
  }
}

class LibsqlStore implements Store {
  readonly file: string
  readonly #sqlite: Sqlite
  #depth = 0
  #isOpen = true
  #isSound = true
  #changed = new Set<EntityKind>()
  #check: SealCheck | null = null
  #timer: NodeJS.Timeout | null = null
  /** What was found out about the file while it was in use: from then on nothing is read from it or written to it. */
  #damage: AppError | null = null
  readonly #revisions = new Map<EntityKind, number>()
  readonly #listeners = new Set<(kinds: ReadonlySet<EntityKind>) => void>()

  constructor(file: string, sqlite: Sqlite) {
    this.file = file
    this.#sqlite = sqlite
  }

  run = (sql: string, ...values: (string | number | null)[]) => this.#guarded(() => this.#sqlite.run(sql, values))

  get = <T extends object>(sql: string, ...values: (string | number | null)[]) =>
    this.#guarded(() => this.#sqlite.get(sql, values) as T | undefined)

  all = <T extends object>(sql: string, ...values: (string | number | null)[]) =>
    this.#guarded(() => this.#sqlite.all(sql, values) as T[])

  exec(sql: string): void {
    this.#guarded(() => this.#sqlite.exec(sql))
  }

  transaction<T>(work: () => T): T {
    if (this.#depth > 0) return work()
    this.exec('BEGIN IMMEDIATE')
    this.#depth += 1
    try {
      const result = work()
      this.exec('COMMIT')
      return result
    } catch (error) {
      this.#rollBack()
      throw error
    } finally {
      this.#depth -= 1
      this.#tellChanges()
    }
  }

  refetchable<T>(work: () => T): T {
    this.exec('PRAGMA synchronous = NORMAL')
    try {
      return this.transaction(work)
    } finally {
      this.exec('PRAGMA synchronous = FULL')
    }
  }

  noteChange(kind: EntityKind): void {
    this.#revisions.set(kind, this.revisionOf(kind) + 1)
    this.#changed.add(kind)
    if (this.#depth === 0) this.#tellChanges()
  }

  onChange(listener: (kinds: ReadonlySet<EntityKind>) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  revisionOf = (kind: EntityKind): number => this.#revisions.get(kind) ?? 0

  /** Until the file was compared with its seal, what is written stays in the log. */
  verifyLater(afterMs: number): void {
    this.exec('PRAGMA wal_autocheckpoint = 0')
    this.#check = new SealCheck(this.file)
    this.#timer = setTimeout(() => this.#verify(), afterMs)
    this.#timer.unref()
  }

  #verify(): void {
    if (this.#compare(1) || this.#damage) return
    this.#timer = setTimeout(() => this.#verify(), verifyPauseMs)
    this.#timer.unref()
  }

  /** Compares so many pieces; true once the file is known to be whole. */
  #compare(pieces: number): boolean {
    try {
      for (let piece = 0; piece < pieces && this.#check; piece += 1) if (this.#check.step()) this.#verified()
      return this.#check === null
    } catch (error) {
      this.#check = null
      const failure = storeFailure(error, this.file)
      this.#damage = isAppError(failure) ? failure : changedSinceClosed(this.file)
      this.#isSound = false
      return false
    }
  }

  #verified(): void {
    this.#check = null
    breakSeal(this.file)
    this.#sqlite.exec('PRAGMA wal_autocheckpoint = 4000')
  }

  close(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    if (this.#timer) clearTimeout(this.#timer)
    // Sealing what was never compared would hide what happened to it.
    this.#compare(Infinity)
    const isWhole = this.#isSound && this.#checkpoint()
    this.#sqlite.close()
    if (isWhole) this.#seal()
  }

  // What was found damaged stays as it is, for whoever repairs it.
  #guarded<T>(work: () => T): T {
    if (this.#damage) throw this.#damage
    try {
      return guarded(this.file, work)
    } catch (error) {
      if (isAppError(error) && error.code === 'unreadable') this.#isSound = false
      throw error
    }
  }

  // Leaves one whole file behind. Where that fails, the log beside it holds the rest: nothing is lost.
  #checkpoint(): boolean {
    try {
      const [result] = this.#sqlite.all('PRAGMA wal_checkpoint(TRUNCATE)', []) as { busy: number }[]
      return result?.busy === 0
    } catch {
      return false
    }
  }

  // Where that fails, the next opening examines the file instead.
  #seal(): void {
    try {
      seal(this.file)
    } catch {
      return
    }
  }

  // SQLite has already rolled back by itself when the disk was full: then there is nothing left to undo.
  #rollBack(): void {
    try {
      this.#sqlite.exec('ROLLBACK')
    } catch {
      return
    } finally {
      for (const kind of this.#changed) this.#revisions.set(kind, this.revisionOf(kind) + 1)
    }
  }

  #tellChanges(): void {
    if (this.#changed.size === 0) return
    const changed = this.#changed
    this.#changed = new Set()
    for (const listener of this.#listeners) listener(changed)
  }
}

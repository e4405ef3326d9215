import path from 'node:path'
import Database from 'libsql'

/** Folders whose disk has no room for another page of a database. */
const full = new Set<string>()
const opened = new Map<Database.Database, string>()
const endless = 2 ** 32 - 2

/** From now on databases in the folder cannot grow, those that are open now and those opened later. */
export function fillDisk(folder: string): void {
  full.add(folder)
  limitAll()
}

export function freeDisk(folder: string): void {
  full.delete(folder)
  limitAll()
}

function limitAll(): void {
  for (const [db, file] of opened) limit(db, file)
}

const limit = (db: Database.Database, file: string) =>
  db.prepare(`PRAGMA max_page_count = ${isFull(file) ? 1 : endless}`).get()

const isFull = (file: string) => [...full].some((folder) => file.startsWith(folder + path.sep))

/** Puts the disk's limit in the way of every database of this process. SQLite never sets it below the pages it has. */
export function installDisks(): void {
  const { prototype } = Database
  const [exec, close] = [prototype.exec, prototype.close]
  prototype.exec = function (this: Database.Database, sql) {
    if (!opened.has(this)) note(this)
    return exec.call(this, sql)
  }
  prototype.close = function (this: Database.Database) {
    opened.delete(this)
    return close.call(this)
  }
}

function note(db: Database.Database): void {
  const { file } = db.prepare('PRAGMA database_list').get() as { readonly file: string }
  opened.set(db, file)
  limit(db, file)
}

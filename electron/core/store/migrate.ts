import { AppError } from '#shared/contract/app-error'
import { shapeTables } from '#core/kinds/shape-tables'
import type { Store } from './store'

/** One step of the database's schema; small, and never changed once it was released. */
export interface Migration {
  /** Steps are spaced by ten, in the order in which they are taken. */
  readonly number: number
  readonly sql: string
}

const found = import.meta.glob<Migration>('./migrations/*.ts', { eager: true, import: 'migration' })
export const migrations: readonly Migration[] = Object.values(found).sort((a, b) => a.number - b.number)

const newest = Math.max(...migrations.map(({ number }) => number))

/** @throws AppError `incompatible` for a database that a newer build has written; nothing is changed then */
export function migrate(store: Store): void {
  const present = store.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0
  if (present > newest) {
    throw new AppError('incompatible', '本机数据由更新版本的管理台写入，当前版本不能打开。请安装新版本后再登录', {
      present,
      newest,
    })
  }
  for (const { number, sql } of migrations.filter((migration) => migration.number > present)) {
    store.transaction(() => {
      store.exec(sql)
      store.exec(`PRAGMA user_version = ${number}`)
    })
  }
  shapeTables(store)
}

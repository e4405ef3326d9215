import { existsSync, renameSync } from 'node:fs'
import path from 'node:path'
import { AppError, isAppError } from '#shared/contract/app-error'
import { placeOf } from './places'

interface Account {
  readonly address: string
  readonly login: string
}

/** Local stores that could not be opened because they are damaged, and the way to go on without them. */
export interface DamagedStores {
  /** Remembers whether signing in failed over damage; passes on what came out. */
  watch<T>(account: Account, signIn: () => Promise<T>): Promise<T>
  /** @throws AppError `rule` where the store is not known to be damaged */
  setAside(account: Account): { folder: string }
}

export function createDamagedStores(dataDir: string, now: () => number): DamagedStores {
  const damaged = new Set<string>()
  const folderOf = ({ address, login }: Account) => path.dirname(placeOf(dataDir, address, login).database)

  return {
    async watch(account, signIn) {
      const folder = folderOf(account)
      damaged.delete(folder)
      try {
        return await signIn()
      } catch (error) {
        if (isAppError(error) && error.detail?.damaged === true) damaged.add(folder)
        throw error
      }
    },
    setAside(account) {
      const folder = folderOf(account)
      if (!damaged.has(folder))
        throw new AppError('rule', '本机数据没有损坏的迹象，未移走。请先登录；仅当登录提示数据损坏时才能移走')
      const aside = asideOf(folder, now())
      moveAside(folder, aside)
      damaged.delete(folder)
      return { folder: aside }
    },
  }
}

/** The whole folder moves: only with its key and its log can whoever repairs the database read what is unsent in it. */
function moveAside(folder: string, aside: string): void {
  try {
    renameSync(folder, aside)
  } catch (error) {
    throw new AppError('unavailable', '无法移走损坏的数据，数据仍在原处。请检查数据目录的写入权限后重试', {
      folder,
      cause: error instanceof Error ? error.message : String(error),
    })
  }
}

function asideOf(folder: string, at: number): string {
  const stamp = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')
  const name = `${folder}.damaged-${stamp}`
  return existsSync(name) ? asideOf(folder, at + 1_000) : name
}

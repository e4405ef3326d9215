import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { AppError, isAppError } from '#shared/contract/app-error'
import { readKeyFile, type KeyFile } from './key-file'

/** Where one operator's data for one platform lies on this workstation. */
export interface Place {
  readonly database: string
  readonly keyFile: string
}

const storesIn = (dataDir: string) => path.join(dataDir, 'stores')

/** An address as typed, in the one form under which its data is kept. @throws AppError `invalid` */
export function platformAddress(typed: string): string {
  const url = URL.canParse(typed) ? new URL(typed) : null
  const isPlain = url && /^https?:$/.test(url.protocol) && url.username + url.password + url.search + url.hash === ''
  if (!isPlain) throw new AppError('invalid', '平台地址无效，应为 https://主机名 的形式，不含账号和参数，请核对')
  return url.href.replace(/\/+$/, '')
}

const ownFolder = /^[0-9a-f]{32}$/

export function placeOf(dataDir: string, platform: string, login: string): Place {
  const name = createHash('sha256').update(`${platform}\n${login}`).digest('hex').slice(0, 32)
  const folder = path.join(storesIn(dataDir), name)
  return { database: path.join(folder, 'console.db'), keyFile: path.join(folder, 'key.json') }
}

/** Everybody who has a store here; damaged key files are left out, signing in tells about them. */
export function knownOwners(dataDir: string): KeyFile[] {
  const stores = storesIn(dataDir)
  if (!existsSync(stores)) return []
  return readdirSync(stores)
    .filter((folder) => ownFolder.test(folder))
    .flatMap((folder) => {
      try {
        const owner = readKeyFile(path.join(stores, folder, 'key.json'))
        return owner ? [owner] : []
      } catch (error) {
        if (isAppError(error)) return []
        throw error
      }
    })
}

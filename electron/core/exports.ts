import { writeFile } from 'node:fs/promises'
import { AppError } from '#shared/contract/app-error'
import type { FileFilter } from '#shared/contract/native'
import type { Native } from './native'

/** Files that the operator took along since the sign-in. */
export interface Exports {
  /** Asks where to, makes the file and writes it; null when the dialog was left. */
  save(wanted: Wanted, bytes: () => Promise<Uint8Array> | Uint8Array): Promise<string | null>
  /** Shows such a file in the system's file manager; no other file. */
  reveal(path: string): Promise<void>
}

interface Wanted {
  readonly title: string
  readonly suggested: string
  readonly filter: FileFilter
}

export function createExports(native: Native): Exports {
  const saved = new Set<string>()
  return {
    async save({ title, suggested, filter }, bytes) {
      const path = await native.pickSave({ title, suggested, filters: [filter] })
      if (path === null) return null
      await write(path, await bytes())
      saved.add(path)
      return path
    },
    async reveal(path) {
      if (!saved.has(path)) throw new AppError('not-found', '该文件不是本次登录后导出的，请重新导出', { path })
      await native.reveal({ path }).catch(() => {
        throw new AppError('not-found', '文件已不在原处，请重新导出', { path })
      })
    },
  }
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new AppError('unavailable', '文件未能保存，请检查磁盘空间与文件夹的写入权限后重试', { path, reason })
  }
}

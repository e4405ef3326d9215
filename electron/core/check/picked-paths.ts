import { realpath } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '#shared/contract/app-error'

/**
 * What the operator picked in the system's dialog. A window asks core to read files by their paths, and whoever got
 * into a window must not read others by it.
 */
export interface PickedPaths {
  add(paths: readonly string[]): Promise<void>
  /** @throws AppError `forbidden` for a path that was neither picked nor lies, without detours, inside a picked folder */
  assertPicked(paths: readonly string[]): Promise<void>
}

/** Where a path really leads; one that leads nowhere stays as it is. */
const realPath = (file: string): Promise<string> => realpath(file).catch(() => path.resolve(file))

export function createPickedPaths(): PickedPaths {
  const picked = new Set<string>()
  const isPicked = (file: string): boolean => {
    if (picked.has(file)) return true
    const folder = path.dirname(file)
    return folder !== file && isPicked(folder)
  }
  return {
    async add(paths) {
      for (const file of paths) picked.add(await realPath(file))
    },
    async assertPicked(paths) {
      for (const file of paths) {
        if (!path.isAbsolute(file) || !isPicked(await realPath(file)))
          throw new AppError('forbidden', '只能核查本次登录后在对话框中选择的文件，请重新选择')
      }
    },
  }
}

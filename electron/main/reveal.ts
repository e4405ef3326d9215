import { existsSync } from 'node:fs'
import path from 'node:path'
import { shell } from 'electron'
import { type NativeArgs } from '#shared/contract/native'

/** Shows a file in the system's file manager; opens nothing. */
export function reveal({ path: file }: NativeArgs<'reveal'>): null {
  if (!path.isAbsolute(file) || !existsSync(file)) throw new Error(`文件已不在原处：${file}`)
  shell.showItemInFolder(file)
  return null
}

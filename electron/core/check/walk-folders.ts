import { opendir, stat } from 'node:fs/promises'
import path from 'node:path'
import { readableExtensions } from '#shared/content-check/readable-extensions'

const mostFiles = 20_000
const extensionOf = (file: string) => path.extname(file).slice(1).toLowerCase()

/** The files that were picked, and the readable ones within the folders that were picked. */
export async function filesIn(paths: readonly string[]): Promise<string[]> {
  const files: string[] = []
  for (const picked of paths) {
    const isFolder = await stat(picked).then(
      (found) => found.isDirectory(),
      () => false,
    )
    if (isFolder) await walk(picked, files)
    else files.push(picked)
  }
  return files.slice(0, mostFiles)
}

async function walk(folder: string, files: string[]): Promise<void> {
  const entries = await opendir(folder).catch(() => null)
  // A folder that can't be opened is reported like a file that can't be read.
  if (!entries) return void files.push(folder)
  for await (const entry of entries) {
    if (files.length >= mostFiles) return
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) await walk(file, files)
    else if (entry.isFile() && readableExtensions.includes(extensionOf(file))) files.push(file)
  }
}

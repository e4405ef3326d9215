import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inOut, inRoot, root, say } from './project.mjs'

// What each bundle is made of and how. A bundle is built again when anything it may import has changed.
const bundles = {
  main: { inputs: ['electron/main', 'shared/contract', 'package.json'], build: buildMain },
  preload: { inputs: ['electron/preload', 'shared/contract'], build: buildPreload },
  renderer: { inputs: ['renderer', 'shared/contract', 'shared/domain'], build: buildRenderer },
  core: { inputs: ['electron/core', 'shared'], build: buildCore },
  workers: { inputs: ['electron/core', 'platform', 'shared'], build: buildWorkers },
  cli: { inputs: ['cli', 'platform', 'shared'], build: buildCli },
  tour: { inputs: ['tests/e2e'], build: buildTour },
}

export const appBundles = ['main', 'preload', 'renderer', 'core', 'workers']
export const cliBundles = ['cli', 'workers']

/** The app folder that Electron starts, once `appBundles` are built. */
export const appFolder = inOut('app')
export const cliFile = inOut('cli/zhanqun.mjs')
export const tourFile = inOut('tour-script/tour.mjs')

/** Builds those of the named bundles whose sources changed since they were last built. */
export async function ensureBuilt(names) {
  const stale = names.map((name) => ({ name, stamp: stampOf(name) })).filter(({ name, stamp }) => !isFresh(name, stamp))
  if (stale.length === 0) return
  say(`building ${stale.map(({ name }) => name).join(', ')}`)
  await Promise.all(stale.map(buildOne))
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
  for (const input of ['build/vite', 'build/setup/build.mjs', 'package-lock.json', ...bundles[name].inputs])
    for (const file of filesIn(inRoot(input))) hash.update(`${file}\0`).update(readFileSync(file))
  return hash.digest('hex')
}

const isSource = (name) => /\.(ts|mjs|vue|json|css|html|svg|png|woff2)$/.test(name)

function filesIn(place) {
  if (!existsSync(place)) return []
  if (isSource(place)) return [place]
  const entries = readdirSync(place, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile() && isSource(entry.name)).map(pathOf).sort()
}

const pathOf = (entry) => path.join(entry.parentPath, entry.name)

async function bundle(kind, options) {
  const [{ build }, configurations] = await Promise.all([import('vite'), import('../vite/node-bundle.mjs')])
  const entry = inRoot(options.entry)
  await build(configurations[kind]({ ...options, entry, folder: inOut(options.folder) }))
}

async function buildMain() {
  await bundle('standaloneBundle', { entry: 'electron/main/main.ts', folder: 'app', name: 'main' })
  const { name, version, description, license } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'))
  const manifest = { name, productName: '站群管理台', version, description, license, main: 'main.cjs' }
  writeFileSync(inOut('app/package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
}

const buildPreload = () =>
  bundle('standaloneBundle', { entry: 'electron/preload/preload.ts', folder: 'app', name: 'preload' })

const buildCore = () => bundle('moduleBundle', { entry: 'electron/core/main.ts', folder: 'app', name: 'core' })

const buildCli = () => bundle('moduleBundle', { entry: 'cli/main.ts', folder: 'cli', name: 'zhanqun' })

const buildTour = () =>
  bundle('moduleBundle', { entry: 'tests/e2e/tour.ts', folder: 'tour-script', name: 'tour', workers: '../cli/workers/' })

async function buildRenderer() {
  const [{ build }, { rendererBundle }] = await Promise.all([import('vite'), import('../vite/renderer.mjs')])
  await build(rendererBundle())
}

// A worker is a file of its own beside each bundle that starts it; its name is what comes before `.worker.ts`.
async function buildWorkers() {
  const files = ['electron/core', 'platform', 'shared'].flatMap((folder) => filesIn(inRoot(folder)))
  const entries = files.filter((file) => file.endsWith('.worker.ts')).map((file) => path.relative(root, file))
  rmSync(inOut('app/workers'), { recursive: true, force: true })
  await Promise.all(entries.map(buildWorker))
  if (entries.length > 0) cpSync(inOut('app/workers'), inOut('cli/workers'), { recursive: true })
}

const buildWorker = (entry) =>
  bundle('moduleBundle', { entry, folder: 'app/workers', name: path.basename(entry, '.worker.ts'), workers: './' })

import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { buildNextVersion } from '../test/next-version.mjs'
import { inOut, inRoot, root } from './project.mjs'

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

// Native code, and what is big and loaded only when the first PDF or scan is read or a report is exported.
const coreOutside = [
  ...['@node-rs/argon2', 'libsql', '@napi-rs/canvas'],
  ...['pdfjs-dist', 'tesseract.js', 'docx', 'write-excel-file'],
]
const buildCore = () =>
  bundle('moduleBundle', { entry: 'electron/core/main.ts', folder: 'app', name: 'core', outside: coreOutside })

const buildCli = () => bundle('moduleBundle', { entry: 'cli/main.ts', folder: 'cli', name: 'zhanqun' })

const buildTour = () =>
  bundle('moduleBundle', {
    entry: 'tests/e2e/tour.ts',
    folder: 'tour-script',
    name: 'tour',
    workers: '../cli/workers/',
  })

// Processes that tests kill. The soak has its own, so that tests at the same time don't build them anew under it.
const toKill = [
  { entry: 'tests/integration/kills/core-process.ts', name: 'core' },
  { entry: 'cli/main.ts', name: 'zhanqun' },
]
const buildKills = (folder, more = []) =>
  Promise.all(
    [...toKill, ...more].map((each) => bundle('moduleBundle', { ...each, folder, workers: '../cli/workers/' })),
  )
const buildInspectionSoak = () =>
  bundle('moduleBundle', {
    entry: 'tests/integration/inspection/kills/soak.ts',
    folder: 'soak',
    name: 'inspection',
    workers: '../cli/workers/',
  })
const buildFilesSoak = () =>
  bundle('moduleBundle', {
    entry: 'tests/integration/extraction/soak.ts',
    folder: 'soak',
    name: 'files',
    workers: '../cli/workers/',
  })
const buildSoak = () => buildKills('soak', [{ entry: 'tests/integration/kills/soak.ts', name: 'soak' }])

const buildLoad = () =>
  bundle('moduleBundle', { entry: 'tests/load/main.ts', folder: 'load', name: 'load', workers: '../cli/workers/' })

async function buildRenderer() {
  const [{ build }, { rendererBundle }] = await Promise.all([import('vite'), import('../vite/renderer.mjs')])
  await build(rendererBundle())
}

// A worker is a file of its own beside each bundle that starts it; its name is what comes before `.worker.ts`.
async function buildWorkers() {
  const files = ['electron/core', 'platform', 'shared'].flatMap((folder) => filesIn(inRoot(folder)))
  const entries = files.filter((file) => file.endsWith('.worker.ts')).map((file) => path.relative(root, file))
  await Promise.all(entries.map(buildWorker))
  if (entries.length > 0) cpSync(inOut('app/workers'), inOut('cli/workers'), { recursive: true })
}

const buildWorker = (entry) =>
  bundle('moduleBundle', { entry, folder: 'app/workers', name: path.basename(entry, '.worker.ts'), workers: './' })

const isSource = (name) => /\.(ts|mjs|vue|json|css|html|svg|png|woff2)$/.test(name)

/** The source files of a folder, with those below it, in a fixed order. */
export function filesIn(place) {
  if (!existsSync(place)) return []
  if (isSource(place)) return [place]
  const entries = readdirSync(place, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && isSource(entry.name))
    .map(pathOf)
    .sort()
}

const pathOf = (entry) => path.join(entry.parentPath, entry.name)

const killInputs = [
  'tests/integration',
  'tests/e2e/harness',
  'tests/builders.ts',
  'tests/chance.ts',
  'tests/postgres.ts',
]

// What each bundle is made of and how. A bundle is built again when anything it may import has changed.
export const bundles = {
  main: { inputs: ['electron/main', 'shared/contract', 'package.json'], build: buildMain },
  preload: { inputs: ['electron/preload', 'shared/contract'], build: buildPreload },
  renderer: { inputs: ['renderer', 'shared/contract', 'shared/domain'], build: buildRenderer },
  core: { inputs: ['electron/core', 'shared'], build: buildCore },
  workers: { inputs: ['electron/core', 'platform', 'shared'], build: buildWorkers },
  cli: { inputs: ['cli', 'platform', 'shared'], build: buildCli },
  kills: { inputs: [...killInputs, 'electron/core', 'cli', 'platform', 'shared'], build: () => buildKills('kills') },
  soak: { inputs: [...killInputs, 'electron/core', 'cli', 'platform', 'shared'], build: buildSoak },
  load: { inputs: [...killInputs, 'tests/load', 'electron/core', 'platform', 'shared'], build: buildLoad },
  next: {
    inputs: ['electron/core', 'cli', 'platform', 'shared', 'build/test/next-version.mjs'],
    build: () => buildNextVersion(coreOutside),
  },
  filesSoak: { inputs: ['tests/integration/extraction', 'tests/fixtures/files', 'shared'], build: buildFilesSoak },
  inspectionSoak: { inputs: ['tests/integration/inspection/kills', 'shared'], build: buildInspectionSoak },
  tour: { inputs: ['tests/e2e', 'platform', 'shared'], build: buildTour },
}

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensurePackages } from './packages.mjs'
import { cache, capture, inRoot, main, say, SetupError } from './project.mjs'
import { isStandInPossible, prepareStandIn, standIn } from './stand-in-electron.mjs'

const executables = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }
const executableIn = (folder) => path.join(folder, executables[process.platform] ?? 'electron')
const aDay = 24 * 3600 * 1000

/**
 * Finds or fetches an Electron for this machine: `{ executable, version, source }`. The first that works of
 * ELECTRON_OVERRIDE_DIST_PATH, the electron package's own download, our download, the stand-in.
 */
export async function electronRuntime() {
  const version = packageVersion()
  const runtime = overridden() ?? packaged(version) ?? (await downloaded(version)) ?? (await stoodIn(version))
  if (!runtime) throw new SetupError(unreachable(version))
  return runtime
}

const unreachable = (version) =>
  `Electron ${version} could not be downloaded. Set ELECTRON_MIRROR to a mirror, or ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron.`

/** One line saying which Electron is used and where it came from. */
export const describeRuntime = ({ version, source, executable }) => `Electron ${version} (${source}): ${executable}`

const packageVersion = () => JSON.parse(readFileSync(inRoot('node_modules/electron/package.json'), 'utf8')).version

function overridden() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (!folder) return undefined
  if (!existsSync(executableIn(folder)))
    throw new SetupError(`ELECTRON_OVERRIDE_DIST_PATH holds no Electron: ${folder}`)
  return { executable: executableIn(folder), version: versionIn(folder), source: 'ELECTRON_OVERRIDE_DIST_PATH' }
}

function packaged(version) {
  const executable = executableIn(inRoot('node_modules/electron/dist'))
  return existsSync(executable) ? { executable, version, source: 'node_modules/electron' } : undefined
}

function versionIn(folder) {
  const file = path.join(folder, 'version')
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : 'of unknown version'
}

async function downloaded(version) {
  const folder = path.join(cache, `electron-${version}-${process.platform}-${process.arch}`)
  if (!existsSync(folder) && !(await download(version, folder))) return undefined
  return { executable: executableIn(folder), version, source: 'downloaded' }
}

async function download(version, folder) {
  const failed = `${folder}.failed`
  const mirror = process.env.ELECTRON_MIRROR ?? ''
  if (hasJustFailed(failed, mirror)) return false
  say(`downloading Electron ${version}`)
  const { code, output, errors } = await capture(process.execPath, [
    inRoot('build/setup/download-electron.mjs'),
    version,
  ])
  if (code === 0) return prepare(folder, (temporary) => unpack(output, temporary))
  say(`Electron ${version} cannot be downloaded here (${firstLine(errors)}); next attempt tomorrow`)
  mkdirSync(cache, { recursive: true })
  writeFileSync(failed, mirror)
  return false
}

// An error of got prints its stack; the line that names the reason is the one with the word Error in it.
const firstLine = (text) =>
  (text.split('\n').find((line) => line.includes('Error')) ?? text.split('\n')[0] ?? '').trim()

const hasJustFailed = (file, mirror) =>
  existsSync(file) && readFileSync(file, 'utf8') === mirror && Date.now() - statSync(file).mtimeMs < aDay

async function unpack(zip, folder) {
  const { unzip } = await import('./unzip.mjs')
  unzip(zip, folder)
}

async function stoodIn(version) {
  if (!isStandInPossible()) return undefined
  const folder = path.join(cache, `electron-${standIn.version}-linux-x64-${preparation()}`)
  if (!existsSync(folder)) await prepare(folder, prepareStandIn)
  return { executable: executableIn(folder), version: standIn.version, source: `stands in for ${version}` }
}

// Whoever changes how the stand-in is prepared gets a fresh one.
function preparation() {
  const files = ['stand-in-electron.mjs', 'default-app/main.cjs'].map((name) =>
    readFileSync(inRoot('build/setup', name)),
  )
  return createHash('sha256').update(Buffer.concat(files)).digest('hex').slice(0, 8)
}

// Two at once, or one cut off half-way, must never leave half an Electron under the final name.
async function prepare(folder, fill) {
  const temporary = `${folder}.${process.pid}`
  rmSync(temporary, { recursive: true, force: true })
  mkdirSync(temporary, { recursive: true })
  try {
    await fill(temporary)
    if (!existsSync(folder)) renameSync(temporary, folder)
    return true
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  await main(async () => {
    await ensurePackages()
    const runtime = await electronRuntime()
    say(describeRuntime(runtime))
    process.stdout.write(`${runtime.executable}\n`)
  })

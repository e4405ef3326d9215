import { existsSync } from 'node:fs'
import path from 'node:path'
import { capture, run, say, SetupError } from './project.mjs'

// What Chromium links to, with the Debian package of each. Debian 13 and Ubuntu 24 renamed some to …t64.
const libraries = {
  'libgtk-3.so.0': 'libgtk-3-0',
  'libnss3.so': 'libnss3',
  'libasound.so.2': 'libasound2',
  'libgbm.so.1': 'libgbm1',
  'libXss.so.1': 'libxss1',
  'libXtst.so.6': 'libxtst6',
  'libatspi.so.0': 'libatspi2.0-0',
  'libdrm.so.2': 'libdrm2',
  'libxkbcommon.so.0': 'libxkbcommon0',
  'libnotify.so.4': 'libnotify4',
  'libsecret-1.so.0': 'libsecret-1-0',
}

/**
 * Makes sure that Electron can start: its libraries, a font with Chinese characters and, where there is no display,
 * a virtual one. Installs what is missing when it may; otherwise fails with the command to run.
 */
export async function ensureSystemLibraries({ display = hasDisplay() } = {}) {
  if (process.platform !== 'linux') return
  const missing = await missingPackages(display)
  if (missing.length === 0) return
  say(`system libraries are missing: ${missing.join(' ')}`)
  if (!existsSync('/etc/debian_version'))
    throw new SetupError(
      `Install with your system's package manager what these Debian packages hold: ${missing.join(' ')}`,
    )
  const names = await installableNames(missing)
  if (process.getuid() !== 0)
    throw new SetupError(
      `Run this, then try again:\n  sudo apt-get update && sudo apt-get install -y ${names.join(' ')}`,
    )
  await install(names)
  const still = await missingPackages(display)
  if (still.length > 0) throw new SetupError(`apt-get ran, yet these are still missing: ${still.join(' ')}`)
}

export const hasDisplay = () => Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

async function missingPackages(display) {
  const loadable = await loadableLibraries()
  const missing = Object.entries(libraries).filter(([file]) => !loadable.has(file))
  return [
    ...missing.map(([, name]) => name),
    ...((await hasChineseFont()) ? [] : ['fonts-noto-cjk']),
    ...(display || isCommand('Xvfb') ? [] : ['xvfb', 'xauth']),
  ]
}

async function loadableLibraries() {
  const ldconfig = existsSync('/sbin/ldconfig') ? '/sbin/ldconfig' : 'ldconfig'
  const { output } = await capture(ldconfig, ['-p'])
  return new Set(output.split('\n').map((line) => line.trim().split(' ')[0]))
}

async function hasChineseFont() {
  const { code, output } = await capture('fc-list', [':lang=zh-cn', 'family'])
  return code === 0 && output.trim() !== ''
}

const isCommand = (name) => (process.env.PATH ?? '').split(':').some((folder) => existsSync(path.join(folder, name)))

async function installableNames(names) {
  if (!hasPackageLists()) await aptGet(['update'])
  return Promise.all(names.map(async (name) => ((await isInstallable(`${name}t64`)) ? `${name}t64` : name)))
}

const hasPackageLists = () => process.getuid() !== 0 || existsSync('/var/cache/apt/pkgcache.bin')

async function isInstallable(name) {
  const { output } = await capture('apt-cache', ['policy', name])
  return /Candidate: (?!\(none\))/.test(output)
}

async function install(names) {
  if ((await aptInstall(names)) === 0) return
  await aptGet(['update'])
  if ((await aptInstall(await installableNames(names.map((name) => name.replace(/t64$/, ''))))) !== 0)
    throw new SetupError(`apt-get could not install: ${names.join(' ')}`)
}

const aptInstall = (names) => aptGet(['install', '-y', '--no-install-recommends', ...names])

const aptGet = (args) =>
  run('apt-get', ['-q', ...args], {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })

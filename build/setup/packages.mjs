import { existsSync, readFileSync } from 'node:fs'
import { exclusively } from './exclusively.mjs'
import { inRoot, run, say, SetupError } from './project.mjs'

const lowestNode = [20, 19]

/** Installs the npm packages of package-lock.json when they are missing or of other versions. */
export async function ensurePackages() {
  assertNode()
  if (!arePackagesFresh()) await exclusively('packages', install)
}

async function install() {
  if (arePackagesFresh()) return
  say('npm packages are missing or stale: npm ci')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const options = { stdio: ['ignore', 2, 2], shell: process.platform === 'win32' }
  if ((await run(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], options)) !== 0)
    throw new SetupError('npm ci failed; its output is above')
}

function assertNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > lowestNode[0] || (major === lowestNode[0] && minor >= lowestNode[1])) return
  throw new SetupError(`Node ${lowestNode.join('.')} or newer is needed; this is ${process.versions.node}`)
}

// npm writes what it installed into node_modules/.package-lock.json; packages for other platforms are absent there.
function arePackagesFresh() {
  const installedFile = inRoot('node_modules/.package-lock.json')
  if (!existsSync(installedFile)) return false
  const installed = packagesOf(installedFile)
  return Object.entries(packagesOf(inRoot('package-lock.json'))).every(
    ([place, wanted]) => place === '' || isSatisfied(wanted, installed[place]),
  )
}

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages

const isSatisfied = (wanted, installed) =>
  installed ? installed.version === wanted.version : Boolean(wanted.optional || wanted.devOptional || wanted.peer)

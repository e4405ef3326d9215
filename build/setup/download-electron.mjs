import { createRequire } from 'node:module'
import { downloadArtifact } from '@electron/get'

// Runs as its own process, since a download that stalls can only be ended from outside for certain.
// Prints the zip file's path. The checksums come with the npm package, so a mirror cannot change the binary.
const silence = 15_000
const [version] = process.argv.slice(2)
const giveUp = () => {
  process.stderr.write('no data for 15 s\n')
  process.exit(1)
}
let watchdog = setTimeout(giveUp, silence)
const getProgressCallback = async () => {
  clearTimeout(watchdog)
  watchdog = setTimeout(giveUp, silence)
}

const checksums = createRequire(import.meta.url)('electron/checksums.json')
const options = { version, artifactName: 'electron', platform: process.platform, arch: process.arch, checksums }
const file = await downloadArtifact({ ...options, downloadOptions: { quiet: true, getProgressCallback, retry: 0 } })
process.stdout.write(file)
process.exit(0)

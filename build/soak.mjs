import { pathToFileURL } from 'node:url'
import { ensureBuilt } from './setup/build.mjs'
import { ensurePackages } from './setup/packages.mjs'
import { inOut, main } from './setup/project.mjs'

// npm run soak -- --kills 200 --seed 7
// npm run soak -- inspection --urls 100000 --kills 3
// npm run soak -- files --count 10000 --seed 1
await main(async () => {
  await ensurePackages()
  const [kind, ...rest] = process.argv.slice(2)
  if (kind === 'inspection') return (await built(['cli', 'inspectionSoak'], 'inspection')).soakInspection(rest)
  if (kind === 'files') return (await built(['workers', 'filesSoak'], 'files')).soakFiles(rest)
  return (await built(['soak'], 'soak')).soak(process.argv.slice(2))
})

async function built(bundles, name) {
  await ensureBuilt(bundles)
  return import(pathToFileURL(inOut('soak', `${name}.mjs`)).href)
}

import { pathToFileURL } from 'node:url'
import { ensureBuilt } from './setup/build.mjs'
import { ensurePackages } from './setup/packages.mjs'
import { inOut, main } from './setup/project.mjs'

// npm run soak -- --kills 200 --seed 7
await main(async () => {
  await ensurePackages()
  await ensureBuilt(['soak'])
  const { soak } = await import(pathToFileURL(inOut('soak/soak.mjs')).href)
  return soak(process.argv.slice(2))
})

import { pathToFileURL } from 'node:url'
import { ensureBuilt } from './setup/build.mjs'
import { ensurePackages } from './setup/packages.mjs'
import { inOut, main } from './setup/project.mjs'

// npm run load -- --consoles 500 --minutes 3 --platforms 2
await main(async () => {
  await ensurePackages()
  await ensureBuilt(['load', 'cli', 'workers'])
  const { load } = await import(pathToFileURL(inOut('load/load.mjs')).href)
  return load(process.argv.slice(2))
})

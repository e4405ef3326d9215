import { pathToFileURL } from 'node:url'
import { ensureBuilt } from './setup/build.mjs'
import { ensurePackages } from './setup/packages.mjs'
import { inOut, inRoot, main } from './setup/project.mjs'

// npm run week -- --flips 200 --seed 1: lives seven inspected days, leaves the signed logs in out/week and changes their bytes.
await main(async () => {
  await ensurePackages()
  await ensureBuilt(['cli', 'workers'])
  const [{ build }, { moduleBundle }] = await Promise.all([import('vite'), import('./vite/node-bundle.mjs')])
  const entry = inRoot('tests/week/main.ts')
  await build(moduleBundle({ entry, folder: inOut('week-script'), name: 'week', workers: '../cli/workers/' }))
  const { main: live } = await import(pathToFileURL(inOut('week-script/week.mjs')).href)
  return live(process.argv.slice(2))
})

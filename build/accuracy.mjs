import { pathToFileURL } from 'node:url'
import { ensureBuilt } from './setup/build.mjs'
import { ensurePackages } from './setup/packages.mjs'
import { inOut, inRoot, main } from './setup/project.mjs'

// node build/accuracy.mjs [--clean 100]: inspects the fault farm and the demo sites and writes docs/inspection-accuracy.md.
await main(async () => {
  await ensurePackages()
  await ensureBuilt(['cli', 'workers'])
  const [{ build }, { moduleBundle }] = await Promise.all([import('vite'), import('./vite/node-bundle.mjs')])
  const entry = inRoot('tests/accuracy/main.ts')
  await build(moduleBundle({ entry, folder: inOut('accuracy'), name: 'accuracy', workers: '../cli/workers/' }))
  const { main: measure } = await import(pathToFileURL(inOut('accuracy/accuracy.mjs')).href)
  return measure(process.argv.slice(2))
})

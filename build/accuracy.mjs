import { pathToFileURL } from 'node:url'
import { ensureBuilt } from './setup/build.mjs'
import { ensurePackages } from './setup/packages.mjs'
import { inOut, inRoot, main } from './setup/project.mjs'

// node build/accuracy.mjs [--clean 100]: inspects the fault farm and the demo sites and writes docs/inspection-accuracy.md.
// node build/accuracy.mjs check: measures the check of content and files and writes docs/check-accuracy.md.
await main(async () => {
  await ensurePackages()
  await ensureBuilt(['cli', 'workers'])
  const [{ build }, { moduleBundle }] = await Promise.all([import('vite'), import('./vite/node-bundle.mjs')])
  const [kind] = process.argv.slice(2)
  const entry = inRoot(kind === 'check' ? 'tests/accuracy/check/main.ts' : 'tests/accuracy/main.ts')
  await build(moduleBundle({ entry, folder: inOut('accuracy'), name: 'accuracy', workers: '../cli/workers/' }))
  const { main: measure } = await import(pathToFileURL(inOut('accuracy/accuracy.mjs')).href)
  return measure(process.argv.slice(2))
})

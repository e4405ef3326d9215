import { pathToFileURL } from 'node:url'
import { ensureBuilt } from './setup/build.mjs'
import { inOut, inRoot, main, SetupError } from './setup/project.mjs'

// Argon2 is slow on purpose, and consoles sign in thousands of times here.
const alias = { '@node-rs/argon2': inRoot('tests/simulation/cheap-argon2.ts') }

await main(async () => {
  await ensureBuilt(['workers'])
  const [{ build }, { moduleBundle }] = await Promise.all([import('vite'), import('./vite/node-bundle.mjs')])
  const entry = inRoot('tests/simulation/main.ts')
  const bundle = moduleBundle({ entry, folder: inOut('simulation'), name: 'simulate', workers: '../cli/workers/' })
  await build({ ...bundle, resolve: { alias } })
  const { main: simulate } = await import(pathToFileURL(inOut('simulation/simulate.mjs')).href)
  try {
    return await simulate(process.argv.slice(2))
  } catch (error) {
    throw error.code?.startsWith('ERR_PARSE_ARGS') ? new SetupError(error.message) : error
  }
})

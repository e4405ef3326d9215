import { ensureBuilt } from './build.mjs'
import { main } from './project.mjs'

// For tests that start bundles: node build/setup/ensure-built.mjs kills
await main(() => ensureBuilt(process.argv.slice(2)))

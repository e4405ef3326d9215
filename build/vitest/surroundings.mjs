import { pathToFileURL } from 'node:url'
import { inOut, root } from '../setup/project.mjs'

// What the build writes into a bundle, for tests that run the sources.
globalThis.zhanqunSurroundings = {
  workers: pathToFileURL(`${inOut('cli/workers')}/`).href,
  project: pathToFileURL(root).href,
}

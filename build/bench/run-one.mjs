import { pathToFileURL } from 'node:url'
import { inOut, root } from '../setup/project.mjs'

// Runs one bench and sends its rows to whoever started this process.
const { bench } = await import(pathToFileURL(process.argv[2]).href)
const { ZHANQUN_ELECTRON: electron, ZHANQUN_APP: app } = process.env
const rows = await bench.run({ electron, app, root, out: inOut('bench') })
process.send(
  rows.map((row) => ({ bench: bench.name, ...row })),
  () => process.exit(0),
)

import { once } from 'node:events'
import { whenOrphaned } from './orphaned'
import { runCommand } from './run-command'

const aborting = new AbortController()
// The first signal asks the command to stop; a second one ends it as it stands.
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => aborting.abort())
whenOrphaned(() => aborting.abort())

// Whoever reads us, as `head`, may leave before we are done.
const left = (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0)
  throw error
}
process.stdout.on('error', left)
process.stderr.on('error', left)

// Node would end with 1, which says "findings".
process.on('uncaughtException', (error) => {
  console.error(error)
  process.exit(2)
})

process.exitCode = await runCommand(process.argv.slice(2), {
  stdout: (text) => void process.stdout.write(text),
  drained: async () => {
    if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain')
  },
  stderr: (text) => void process.stderr.write(text),
  stdin: process.stdin,
  signal: aborting.signal,
})

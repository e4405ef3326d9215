import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { cliFile } from './build.mjs'
import { inOut, say, SetupError, start } from './project.mjs'

// The console keeps one store per address, so the demo has the same one each time, where it is free.
const usualPort = 18600
const patience = 300_000

/** Starts the demo province on this machine and waits until it answers: `{ address, stop }`. */
export async function startDemoPlatform() {
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  say('starting the demo province (its data is made the first time, which takes a while)')
  const server = start(process.execPath, [
    cliFile,
    'platform',
    '--demo',
    '--port',
    port,
    '--workers',
    '1',
    '--data',
    inOut('demo-platform'),
  ])
  const stop = () => stopServer(server)
  await untilItAnswers(address, server)
  return { address, stop }
}

async function freePort() {
  return String((await portIfFree(usualPort)) ?? (await portIfFree(0)))
}

function portIfFree(port) {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(undefined))
    probe.listen(port, '127.0.0.1', () => {
      const { port: found } = probe.address()
      probe.close(() => resolve(found))
    })
  })
}

async function untilItAnswers(address, server) {
  for (const end = Date.now() + patience; Date.now() < end; await delay(200)) {
    if (server.exitCode !== null) throw new SetupError('the demo platform ended; its output is above')
    if (await answers(`${address}/openapi.json`)) return
  }
  throw new SetupError(`the demo platform did not answer within ${patience / 1000} s`)
}

const answers = (url) =>
  fetch(url).then(
    (response) => response.ok,
    () => false,
  )

async function stopServer(server) {
  if (server.exitCode !== null) return
  const closed = once(server, 'close')
  server.kill('SIGTERM')
  await closed
}

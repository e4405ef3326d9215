import { once } from 'node:events'
import { SetupError, start } from './project.mjs'

/** Starts an Xvfb on a free display that ends with us; answers the environment of what shall be shown on it. */
export async function startVirtualDisplay(size = '1920x1200x24') {
  const server = start('Xvfb', ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const number = await Promise.race([firstLine(server.stdio[3]), refusal(server)])
  return { env: { DISPLAY: `:${number}` }, close: () => server.kill() }
}

async function firstLine(stream) {
  let text = ''
  for await (const piece of stream.setEncoding('utf8')) {
    text += piece
    if (text.includes('\n')) return text.trim()
  }
  throw new SetupError('Xvfb ended before it had a display')
}

async function refusal(server) {
  const [error] = await once(server, 'error')
  throw new SetupError(`Xvfb could not be started: ${error.message}`)
}

import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Spreads requests over several platforms in turn, as a load balancer does. */
export interface Balancer {
  readonly url: string
  /** How often a request whose answer was lost went to another platform when it came again. */
  readonly movedOver: number
  /** The next answer to a request whose path begins so is lost after the platform gave it; the one after goes elsewhere. */
  loseAnswer(path: string): void
  stop(): Promise<void>
}

export async function startBalancer(platforms: readonly string[]): Promise<Balancer> {
  let turn = 0
  let losing: string | null = null
  let lost: { readonly path: string; readonly which: number } | null = null
  let movedOver = 0

  function choose(path: string): number {
    if (lost?.path !== path) return turn++ % platforms.length
    movedOver += 1
    return (lost.which + 1) % platforms.length
  }

  const server = createServer((question, answer) => {
    const path = question.url ?? '/'
    const which = choose(path)
    lost = lost?.path === path ? null : lost
    const isLost = losing !== null && path.startsWith(losing)
    if (isLost) [losing, lost] = [null, { path, which }]
    forward(platforms[which] ?? '', question, (reply) =>
      isLost ? reply.resume().once('end', () => question.socket.destroy()) : pass(reply, answer),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get movedOver() {
      return movedOver
    },
    loseAnswer: (path) => void (losing = path),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function forward(platform: string, question: IncomingMessage, onReply: (reply: IncomingMessage) => unknown): void {
  const { method, headers } = question
  const onward = request(new URL(question.url ?? '/', platform), { method, headers }, onReply)
  onward.on('error', () => question.socket.destroy())
  question.pipe(onward)
}

function pass(reply: IncomingMessage, answer: ServerResponse): unknown {
  answer.writeHead(reply.statusCode ?? 502, reply.headers)
  return reply.pipe(answer)
}

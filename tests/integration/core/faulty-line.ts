import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * What the line does with a request. `through`: nothing. `down`: cuts it off. `lose-answer`: the platform gets it, the
 * answer is lost. Otherwise the body that is answered in the platform's place, or what makes its JSON.
 */
export type Fault =
  | 'through'
  | 'down'
  | 'lose-answer'
  | { readonly status: number; readonly type: string; readonly body: string }
  | ((asked: URL) => object)

/** A line to the platform that misbehaves as told, over real HTTP. */
export interface FaultyLine {
  readonly url: string
  /** Paths that went over it, oldest first. */
  readonly asked: readonly string[]
  /** The fault of requests whose path begins so; the rest go through. */
  fault(fault: Fault, path?: string): void
  /** Cuts the next answer of that path after so many bytes; from then on the line is down. */
  cutAfter(bytes: number, path: string): void
  /** What the platform says of itself in the headers of every answer, instead of what it says. */
  speak(headers: Readonly<Record<string, string>>): void
  /** Cuts off every connection that is open now. */
  hangUp(): void
  stop(): Promise<void>
}

export async function startFaultyLine(platform: string): Promise<FaultyLine> {
  const asked: string[] = []
  let present: { readonly fault: Fault; readonly path: string } = { fault: 'through', path: '/' }
  let spoken: Readonly<Record<string, string>> = {}
  let cut: { bytes: number; readonly path: string } | null = null

  const server = createServer((question, answer) => {
    const path = question.url ?? '/'
    asked.push(`${question.method} ${path}`)
    const fault = path.startsWith(present.path) ? present.fault : 'through'
    if (fault === 'down') return void question.socket.destroy()
    if (typeof fault === 'function') {
      const body = JSON.stringify(fault(new URL(path, platform)))
      return instead(answer, { status: 200, type: 'application/json', body })
    }
    if (typeof fault === 'object') return instead(answer, fault)
    const limit = cut && path.startsWith(cut.path) ? cut.bytes : null
    if (limit !== null) {
      cut = null
      present = { fault: 'down', path: '/' }
    }
    for (const [name, value] of Object.entries(spoken)) answer.setHeader(name, value)
    forward(platform, question, answer, fault === 'lose-answer' ? 0 : limit)
  })
  const { port } = await listening(server)
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    fault: (fault, path = '/') => void (present = { fault, path }),
    cutAfter: (bytes, path) => void (cut = { bytes, path }),
    speak: (headers) => void (spoken = headers),
    hangUp: () => server.closeAllConnections(),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function instead(answer: ServerResponse, { status, type, body }: Extract<Fault, { status: number }>): void {
  answer.writeHead(status, { 'content-type': type }).end(body)
}

/** Passes a request on; with a limit, the connection breaks after so many bytes of the answer. */
function forward(platform: string, question: IncomingMessage, answer: ServerResponse, limit: number | null): void {
  const headers = { ...question.headers, ...(limit !== null && { 'accept-encoding': 'identity' }) }
  const onward = request(new URL(question.url ?? '/', platform), { method: question.method, headers }, (reply) => {
    if (limit === null) {
      answer.writeHead(reply.statusCode ?? 502, { ...reply.headers, ...answer.getHeaders() })
      reply.pipe(answer)
      return
    }
    let sent = 0
    if (limit > 0) answer.writeHead(reply.statusCode ?? 502, reply.headers)
    reply.on('data', (chunk: Buffer) => {
      if (limit > 0) answer.write(chunk)
      sent += chunk.length
      if (limit > 0 && sent > limit) question.socket.destroy()
    })
    reply.on('end', () => question.socket.destroy())
  })
  onward.on('error', () => question.socket.destroy())
  question.pipe(onward)
}

const listening = (server: Server) =>
  new Promise<AddressInfo>((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address() as AddressInfo)))

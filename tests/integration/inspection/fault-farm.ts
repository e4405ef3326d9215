import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

export interface FarmSite {
  /** Answers by path; what is not listed gets `otherwise`, by default an honest 404. */
  readonly paths: Readonly<Record<string, Answer>>
  readonly otherwise?: Answer
}

export interface Farm {
  readonly port: number
  /** For a plan: every host of the farm goes to the loopback server. */
  readonly hosts: Readonly<Record<string, string>>
  /** Requests received, as host and path. */
  readonly asked: string[]
  close(): Promise<void>
}

export const html =
  (body: string, contentType = 'text/html; charset=utf-8'): Answer =>
  (_request, response) =>
    response.writeHead(200, { 'content-type': contentType }).end(body)

export const bytes =
  (body: Uint8Array, contentType: string): Answer =>
  (_request, response) =>
    response.writeHead(200, { 'content-type': contentType }).end(body)

export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    response.writeHead(code, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(`<h1>${code}</h1>`)

export const redirect = (location: string): Answer => status(302, { location })

/** Holds the request until the other side gives up. */
export const silence: Answer = () => undefined

export const hangUp: Answer = (request) => request.socket.destroy()

/** Sends the beginning and then filler without end, or up to `total` bytes, no faster than it is taken. */
export const flood =
  (begin: string, total = Number.POSITIVE_INFINITY): Answer =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    const filler = Buffer.from('<p>填充</p>'.repeat(4096))
    let sent = response.write(begin) ? 0 : 0
    const pour = (): void => {
      while (!response.destroyed && sent < total) {
        sent += filler.length
        if (!response.write(filler)) return void response.once('drain', pour)
      }
      response.end()
    }
    pour()
  }

/** Serves sites over real HTTP on loopback, told apart by their Host header. */
export async function openFarm(sites: Readonly<Record<string, FarmSite>>): Promise<Farm> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '')
    const path = request.url ?? '/'
    asked.push(`${host}${path}`)
    const site = sites[host]
    if (site === undefined) return status(421)(request, response)
    const answer = site.paths[path] ?? site.otherwise ?? status(404)
    answer(request, response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return { port, hosts: { '*': `127.0.0.1:${port}` }, asked, close: () => closed(server) }
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((done) => server.close(() => done()))
}

/** A loopback port on which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  await closed(server)
  return port
}

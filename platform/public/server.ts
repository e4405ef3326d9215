import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Kysely } from 'kysely'
import type { Database } from '#platform/database/schema'
import { answerOf, type Answer } from './answer'
import { Recent } from './recent'
import { readSiteContent, type SiteContent } from './site-content'

export interface PublicPagesOptions {
  readonly db: Kysely<Database>
  /** Default: loopback. */
  readonly host?: string
  /** 0 picks a free one. */
  readonly port: number
}

export interface PublicPages {
  readonly url: string
  /** Where plans send the hosts of the demo: `host:port`. */
  readonly address: string
  readonly port: number
  /** Ends at once, with requests that are still kept waiting. */
  close(): Promise<void>
}

const freshFor = 2_000
const rememberedSites = 400

/** Serves the public pages of every registered site over plain HTTP, told apart by the Host header. */
export async function startPublicPages({ db, host = '127.0.0.1', port }: PublicPagesOptions): Promise<PublicPages> {
  const contents = new Recent<SiteContent | null>(freshFor, rememberedSites)
  const stopping = new AbortController()
  const server = createServer((request, response) => {
    respond(request, response, stopping.signal).catch((error: unknown) => fail(response, error))
  })

  async function respond(request: IncomingMessage, response: ServerResponse, signal: AbortSignal): Promise<void> {
    const domain = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase()
    const content = await contents.get(domain, () => readSiteContent(db, domain))
    if (content === null) return end(request, response, misdirected)
    if (content.faults.isDown) return void request.socket.destroy()
    if (request.method !== 'GET' && request.method !== 'HEAD') return end(request, response, notAllowed)
    const [target = '/', query = ''] = (request.url ?? '/').split('?')
    const path = pathOf(target)
    if (path === '/') await wait(content.faults.delay, signal)
    if (!response.destroyed) end(request, response, await answerOf(db, content, { path, query }, Date.now()))
  }

  const bound = await listen(server, host, port)
  return {
    url: `http://${host}:${bound}`,
    address: `${host}:${bound}`,
    port: bound,
    close: () =>
      new Promise((done, failed) => {
        stopping.abort()
        server.close((error) => (error ? failed(error) : done()))
        server.closeAllConnections()
      }),
  }
}

const plain = (status: number, text: string): Answer => ({
  status,
  type: 'text/plain; charset=utf-8',
  body: Buffer.from(text),
})
/** 421 tells an inspection that it came to the wrong server, not that the site is down. */
const misdirected = plain(421, '本服务器没有此网站')
const notAllowed = plain(405, '只能读取')
const broken = plain(500, '页面暂时无法显示')

function pathOf(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function end(request: IncomingMessage, response: ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, { 'content-type': type, 'content-length': body.byteLength })
  response.end(request.method === 'HEAD' ? undefined : body)
}

function fail(response: ServerResponse, error: unknown): void {
  console.error('public pages:', error)
  if (response.headersSent) response.destroy()
  else response.writeHead(broken.status, { 'content-type': broken.type }).end(broken.body)
}

/** Waits, or less when the server stops. */
const wait = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    if (milliseconds === 0 || signal.aborted) return done()
    const timer = setTimeout(finish, milliseconds)
    signal.addEventListener('abort', finish, { once: true })
    function finish(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      done()
    }
  })

const listen = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((done, failed) => {
    server.once('error', failed)
    server.listen(port, host, () => {
      const address = server.address()
      done(typeof address === 'object' && address !== null ? address.port : port)
    })
  })

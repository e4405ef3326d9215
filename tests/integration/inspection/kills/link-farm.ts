import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface LinkFarmSize {
  readonly sites: number
  /** Pages one level below each home page. */
  readonly pages: number
  /** Links of each of these pages to leaves that nothing else leads to. */
  readonly leaves: number
}

export interface LinkFarm {
  readonly address: string
  readonly urls: readonly string[]
  /** How often each address was asked, by host and path. */
  readonly asked: Map<string, number>
  /** Called with the number of requests so far. */
  onRequest: (count: number) => void
  close(): Promise<void>
}

const leafPath = (page: number, leaf: number): string => `/leaves/${page}-${leaf}.html`
const number = (path: string): number => Number(/(\d+)\.html$/.exec(path)?.[1] ?? 0)
const links = (paths: readonly string[]): string => paths.map((path) => `<a href="${path}">第${path}号</a>`).join('\n')
const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at)

/** Sites of nothing but links, faults among them strewn by number: 404, 410, 500, sound pages. */
export async function openLinkFarm({ sites, pages, leaves }: LinkFarmSize): Promise<LinkFarm> {
  const asked = new Map<string, number>()
  let count = 0
  const answers = (path: string): readonly [status: number, body: string] => {
    if (path === '/') return [200, links(upTo(pages).map((page) => `/pages/${page}.html`))]
    if (/^\/pages\/\d+\.html$/.test(path)) return [200, links(upTo(leaves).map((leaf) => leafPath(number(path), leaf)))]
    if (!path.startsWith('/leaves/') || path.includes('zq')) return [404, '']
    return number(path) % 50 === 7 ? [404, ''] : number(path) % 50 === 8 ? [410, ''] : [200, `<p>${path} 的内容</p>`]
  }
  const server = createServer(({ headers, url = '/' }, response) => {
    const key = `${headers.host?.split(':')[0] ?? ''}${url}`
    asked.set(key, (asked.get(key) ?? 0) + 1)
    const [status, body] = answers(url)
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(`<title>${url}</title>${body}`)
    farm.onRequest(++count)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const farm: LinkFarm = {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    urls: upTo(sites).map((site) => `http://s${site}.links.test/`),
    asked,
    onRequest: () => undefined,
    close: () => {
      server.closeAllConnections()
      return new Promise((done) => server.close(() => done()))
    },
  }
  return farm
}

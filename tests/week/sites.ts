import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Site } from '#shared/contract/site'
import { aSite, testId } from '#tests/builders'

/** Three sites of the province; what is wrong with them changes from day to day. */
export const sites: readonly Site[] = ['云岭市人民政府', '云岭市教育局', '云岭市水利局'].map((name, n) =>
  aSite({
    id: testId(31 + n),
    name,
    code: `340100000${n + 1}`,
    domain: `s${n}.example`,
    url: `http://s${n}.example/`,
    type: n === 0 ? 'portal' : 'department',
  }),
)

/** Sites as loopback serves them. */
export interface ServedSites {
  readonly port: number
  /** Paths that a site's home page links to and that are not there. */
  breakLinks(links: Readonly<Record<string, readonly string[]>>): void
  close(): Promise<void>
}

const page = (name: string, links: readonly string[]): string =>
  `<html><head><title>${name}</title></head><body><h1>${name}</h1><p>今日要闻</p>${links
    .map((link) => `<p><a href="${link}">阅读全文 ${link}</a></p>`)
    .join('')}</body></html>`

export async function serveSites(): Promise<ServedSites> {
  let broken: Readonly<Record<string, readonly string[]>> = {}
  const server: Server = createServer(({ headers, url }, answer) => {
    const site = sites.find(({ domain }) => domain === headers.host)
    const isThere = site !== undefined && url === '/'
    answer.writeHead(isThere ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' })
    answer.end(isThere ? page(site.name, broken[site.domain] ?? []) : '没有此页')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    breakLinks: (links) => void (broken = links),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

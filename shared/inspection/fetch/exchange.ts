import type { Agent, Dispatcher } from 'undici'
import { readBody } from './read-body'

/** What a server answered to one GET. */
export interface Answer {
  readonly status: number
  readonly location?: string
  readonly contentType?: string
  readonly body: Uint8Array
  readonly isTruncated: boolean
}

/** Bytes read of what is not a web page, and of a page that is only probed. */
export const probeBytes = 65_536
const userAgent = 'Mozilla/5.0 (compatible; ZhanqunInspection/1.0)'
const webPage = /html|xml|text\/plain|^$/i

/**
 * One GET without redirects. It is GET even where HEAD would do, since servers answer HEAD wrongly; what is no web
 * page is dropped after its beginning instead. Rejects with the connection's error.
 */
export async function exchange(connections: Agent, url: string, limit: number, signal: AbortSignal): Promise<Answer> {
  const { origin, pathname, search } = new URL(url)
  const response = await connections.request({
    origin,
    path: pathname + search,
    method: 'GET',
    signal,
    headers: { 'user-agent': userAgent, accept: 'text/html,*/*;q=0.8', 'accept-encoding': 'identity' },
  })
  const contentType = headerOf(response, 'content-type')
  const location = headerOf(response, 'location')
  const cap = webPage.test(contentType ?? '') ? limit : Math.min(limit, probeBytes)
  const { bytes, isTruncated } = await readBody(response.body, headerOf(response, 'content-encoding') ?? '', cap)
  return {
    status: response.statusCode,
    body: bytes,
    isTruncated,
    ...(location === undefined ? {} : { location }),
    ...(contentType === undefined ? {} : { contentType }),
  }
}

const headerOf = (response: Dispatcher.ResponseData, name: string): string | undefined => {
  const value = response.headers[name]
  return Array.isArray(value) ? value[0] : value
}

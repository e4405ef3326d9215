import type { Dispatcher } from 'undici'
import { readBody } from './read-body'

/** What a server answered to one GET. */
export interface Answer {
  readonly status: number
  /** By lower-case name; of a repeated header all values, joined. */
  readonly headers: Readonly<Record<string, string>>
  readonly location?: string
  readonly contentType?: string
  readonly body: Uint8Array
  readonly isTruncated: boolean
}

/** Bytes read of what is not a web page, and of a page that is only probed. */
export const probeBytes = 65_536
const webPage = /html|xml|text\/plain|^$/i

export const requestHeaders = {
  'user-agent': 'Mozilla/5.0 (compatible; ZhanqunInspection/1.0)',
  accept: 'text/html,*/*;q=0.8',
  'accept-encoding': 'identity',
}

export interface Asking {
  readonly limit: number
  readonly signal: AbortSignal
  /** Sent beside the usual ones: a cookie, conditions. */
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * One GET without redirects. It is GET even where HEAD would do, since servers answer HEAD wrongly; what is no web
 * page is dropped after its beginning instead. Rejects with the connection's error.
 */
export async function exchange(connections: Dispatcher, url: string, asking: Asking): Promise<Answer> {
  const { origin, pathname, search } = new URL(url)
  const response = await connections.request({
    origin,
    path: pathname + search,
    method: 'GET',
    signal: asking.signal,
    headers: { ...requestHeaders, ...asking.headers },
  })
  const headers = joined(response.headers)
  const [contentType, location] = [firstOf(headers['content-type']), firstOf(headers['location'])]
  const cap = webPage.test(contentType ?? '') ? asking.limit : Math.min(asking.limit, probeBytes)
  const { bytes, isTruncated } = await readBody(response.body, headers['content-encoding'] ?? '', cap)
  return {
    status: response.statusCode,
    headers,
    body: bytes,
    isTruncated,
    ...(location === undefined ? {} : { location }),
    ...(contentType === undefined ? {} : { contentType }),
  }
}

const firstOf = (value: string | undefined): string | undefined => value?.split('\n')[0]

const joined = (headers: Dispatcher.ResponseData['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join('\n') : value]],
    ),
  )

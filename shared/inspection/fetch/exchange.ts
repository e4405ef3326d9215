import type { Dispatcher } from 'undici'
import { isChallenge } from './challenge'
import { unpacked } from './read-body'
import { ResponseReader } from './response-reader'

/** What a server answered to one GET. */
export interface Answer {
  readonly status: number
  /** By lower-case name; of a repeated header all values, joined. */
  readonly headers: Readonly<Record<string, string>>
  readonly location?: string
  readonly contentType?: string
  readonly body: Uint8Array
  readonly isTruncated: boolean
  /** True where a guard in front of the site answered, not the site. */
  readonly isChallenge: boolean
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
  /** Sent beside the usual ones: a cookie, conditions. */
  readonly headers?: Readonly<Record<string, string>>
}

export interface Exchange {
  /** Rejects with the connection's error. */
  readonly answer: Promise<Answer>
  abort(): void
}

/**
 * One GET without redirects. It is GET even where HEAD would do, since servers answer HEAD wrongly; what is no web
 * page is dropped after its beginning instead.
 */
export function exchange(connections: Dispatcher, url: string, asking: Asking): Exchange {
  const { origin, pathname, search } = new URL(url)
  const limitFor = (headers: Answer['headers']): number =>
    webPage.test(firstOf(headers['content-type']) ?? '') ? asking.limit : Math.min(asking.limit, probeBytes)
  const reader = new ResponseReader(limitFor)
  connections.dispatch(
    { origin, path: pathname + search, method: 'GET', headers: { ...requestHeaders, ...asking.headers } },
    reader,
  )
  return { answer: answerFrom(reader, limitFor), abort: () => reader.abort(new Error('aborted')) }
}

async function answerFrom(
  { response }: ResponseReader,
  limitFor: (headers: Answer['headers']) => number,
): Promise<Answer> {
  const { status, headers, ...packed } = await response
  const { bytes, isTruncated } = await unpacked(packed, headers['content-encoding'] ?? '', limitFor(headers))
  const [contentType, location] = [firstOf(headers['content-type']), firstOf(headers['location'])]
  const answer = {
    status,
    headers,
    body: bytes,
    isTruncated,
    ...(location === undefined ? {} : { location }),
    ...(contentType === undefined ? {} : { contentType }),
  }
  return { ...answer, isChallenge: isChallenge(answer) }
}

const firstOf = (value: string | undefined): string | undefined => value?.split('\n')[0]

import { STATUS_CODES } from 'node:http'
import { requestHeaders } from '#shared/inspection/fetch/exchange'
import type { Visit } from '#shared/inspection/fetch/visit'

/** Said of the transport, which is over: the body is stored as it was unpacked. */
const ofTransport = new Set(['transfer-encoding', 'content-encoding', 'content-length'])
const head = (first: string, lines: readonly string[]): Buffer =>
  Buffer.from(`${[first, ...lines].join('\r\n')}\r\n\r\n`, 'latin1')

/** The answer as HTTP/1.1. What was said of its transport stays under other names, and its length is that of what follows. */
export function responseMessage({ status = 0, headers = {} }: Visit, body: Uint8Array): Uint8Array {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value.split('\n').map((one) => `${ofTransport.has(name) ? 'x-archive-orig-' : ''}${name}: ${one}`),
  )
  const first = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`
  return Buffer.concat([head(first, [...lines, `content-length: ${body.length}`]), body])
}

export function requestMessage(url: string): Uint8Array {
  const { host, pathname, search } = new URL(url)
  const lines = Object.entries({ host, ...requestHeaders }).map(([name, value]) => `${name}: ${value}`)
  return head(`GET ${pathname}${search} HTTP/1.1`, lines)
}

import type { Day } from '#shared/contract/primitives'
import type { Visit } from '#shared/inspection/fetch/visit'
import { isSuccess } from '#shared/inspection/fetch/visit'
import { decodePage } from '#shared/inspection/page/charset'
import { parsePage } from '#shared/inspection/page/parse-page'
import { sm3Hex } from '#shared/signing/sm3'
import type { SeenPage, VisitRecord } from './site-context'

const htmlType = /html/i
const looksLikeHtml = /<(!doctype\s+html|html|head|body|title|a\s)/i

/** True where a browser would show the answer as a page, by its type or, where that says nothing, by its beginning. */
export function isWebPage(visit: Visit): boolean {
  if (!isSuccess(visit) || visit.body === undefined) return false
  if (htmlType.test(visit.contentType ?? '')) return true
  const saysNothing = /^$|text\/plain|octet-stream/i.test(visit.contentType ?? '')
  return saysNothing && looksLikeHtml.test(headOf(visit.body))
}

/** Zero bytes are dropped, so that the beginning of a UTF-16 page reads as well. */
const headOf = (body: Uint8Array): string => Buffer.from(body.subarray(0, 4096)).toString('latin1').replaceAll('\0', '')

export function withoutBody(visit: Visit): VisitRecord {
  const { body: _body, ...record } = visit
  return record
}

/** Decodes, parses and hashes a page; undefined where the visit brought no web page. */
export function seePage(visit: Visit, today: Day): SeenPage | undefined {
  if (!isWebPage(visit) || visit.body === undefined) return undefined
  const { text, ...charset } = decodePage(visit.body, visit.contentType)
  const page = parsePage(text, visit.finalUrl, today)
  return { kind: 'other', visit: withoutBody(visit), page, charset, bodyHash: sm3Hex(visit.body) }
}

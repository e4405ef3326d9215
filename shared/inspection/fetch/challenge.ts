import marks from './challenge-marks.json'
import type { Answer } from './exchange'

const headerMarks = marks.headers.map(({ name, match }) => ({ name, pattern: new RegExp(match, 'i') }))
const bodyMarks = marks.bodies.map(({ match }) => new RegExp(match, 'i'))

/** True where a guard in front of the site answered: what it says is no statement about the page. */
export function isChallenge({ headers, status, contentType, body }: Answer): boolean {
  if (headerMarks.some(({ name, pattern }) => pattern.test(headers[name] ?? ''))) return true
  if (!marks.statuses.includes(status) || !/html|^$/i.test(contentType ?? '') || body.length > marks.longestPage)
    return false
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8')
  return bodyMarks.some((mark) => mark.test(text))
}

import { markupOf, titleIn } from '#shared/inspection/page/charset'
import marks from './challenge-marks.json'
import type { Answer } from './exchange'

const patternsOf = (listed: readonly { readonly match: string }[]): RegExp[] =>
  listed.map(({ match }) => new RegExp(match, 'i'))

const headerMarks = marks.headers.map(({ name, match }) => ({ name, pattern: new RegExp(match, 'i') }))
const [titleMarks, scriptMarks] = [patternsOf(marks.titles), patternsOf(marks.scripts)]

/** True where a guard in front of the site answered: what it says is no statement about the page. */
export function isChallenge({ headers, status, contentType, body }: Omit<Answer, 'isChallenge'>): boolean {
  if (headerMarks.some(({ name, pattern }) => pattern.test(headers[name] ?? ''))) return true
  if (!marks.statuses.includes(status) || !/html|^$/i.test(contentType ?? '') || body.length > marks.longestPage)
    return false
  const markup = markupOf(body, contentType)
  const title = titleIn(markup)
  return titleMarks.some((mark) => mark.test(title)) || scriptMarks.some((mark) => mark.test(markup.ascii))
}

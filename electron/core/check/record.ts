import { rowsWith } from '#core/rows/rows'
import { submit, type Actor } from '#core/outbox/submit'
import type { Store } from '#core/store/store'
import type { ObservedHit } from '#shared/contract/hit'
import type { Checked } from './subjects'

/** As many as one command takes; who finds more in one text has to correct the text anyway. */
const mostHits = 2_000

const placeOf = ({ rule, part, start, end }: Pick<ObservedHit, 'rule' | 'part' | 'start' | 'end'>) =>
  JSON.stringify([rule, part, start, end])

/** Keeps what a check found, so that it can be disposed of. Nothing is sent where nothing is new. */
export function recordChecked(store: Store, actor: Actor, { siteId, subject, hits }: Checked): void {
  const known = new Set(rowsWith(store, 'hit', 'subjectHash', subject.hash).map(placeOf))
  const fresh = hits.filter((hit) => !known.has(placeOf(hit))).slice(0, mostHits)
  const earlier = subject.articleId === null ? [] : rowsWith(store, 'hit', 'articleId', subject.articleId)
  const isGone = earlier.some(({ state, subject: { hash } }) => state === 'open' && hash !== subject.hash)
  if (fresh.length === 0 && !isGone) return
  // An article's hits are told whole, since those that are missing count as gone; a file's only once.
  const told = subject.articleId === null ? fresh : hits.slice(0, mostHits)
  submit(store, actor, { type: 'check.record', args: { siteId, subject, hits: told } })
}

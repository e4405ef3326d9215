import { Value } from '@sinclair/typebox/value'
import { rowsWith } from '#core/rows/rows'
import { submit, type Actor } from '#core/outbox/submit'
import type { Store } from '#core/store/store'
import { ObservedHit, type CheckSubject, type Hit } from '#shared/contract/hit'
import { isUnsettled } from '#shared/domain/observed-hits'
import type { Checked } from './subjects'

/** As many as one command takes; who finds more in one text has to correct the text anyway. */
const mostHits = 2_000

const placeOf = ({ rule, part, start, end }: Pick<ObservedHit, 'rule' | 'part' | 'start' | 'end'>) =>
  JSON.stringify([rule, part, start, end])

/** What is known of the same article, or of a file with the very same bytes. */
const knownOf = (store: Store, { articleId, hash }: CheckSubject): Hit[] =>
  articleId === null
    ? rowsWith(store, 'hit', 'subjectHash', hash).filter((hit) => hit.articleId === null)
    : rowsWith(store, 'hit', 'articleId', articleId)

/**
 * Keeps what a check found, so that it can be disposed of. Hits are told whole, since open ones that are missing count
 * as gone; where a part could not be read, what was known of this very content still stands. Nothing is sent where
 * nothing is new.
 */
export function recordChecked(store: Store, actor: Actor, { siteId, subject, hits, unreadable }: Checked): void {
  const known = knownOf(store, subject)
  const unseen = unreadable === null ? [] : known.filter(({ subject: { hash } }) => hash === subject.hash)
  const told = new Map([...unseen.map(observed), ...hits].map((hit) => [placeOf(hit), hit]))
  const args = { siteId, subject, hits: [...told.values()].slice(0, mostHits) }
  if (isNews(known, args)) submit(store, actor, { type: 'check.record', args })
}

function isNews(known: readonly Hit[], { subject, hits }: { subject: CheckSubject; hits: readonly ObservedHit[] }) {
  const ofThis = (hit: Hit) => hit.subject.hash === subject.hash
  const standing = new Set(known.filter((hit) => ofThis(hit) && hit.state !== 'gone').map(placeOf))
  const told = new Set(hits.map(placeOf))
  const isGone = (hit: Hit) =>
    isUnsettled(hit) && hit.subject.type === subject.type && !(ofThis(hit) && told.has(placeOf(hit)))
  return [...told].some((place) => !standing.has(place)) || known.some(isGone)
}

const observed = (hit: Hit): ObservedHit => Value.Clean(ObservedHit, { ...hit }) as ObservedHit

import type { CheckSubject, Hit, ObservedHit } from '#shared/contract/hit'
import { save, type Change, type RuleContext } from './command-rule'

interface Checked {
  readonly siteId: string | null
  readonly subject: CheckSubject
}

/** The same hit in the same text of an article has the same id, so checking twice stores once; a reprint elsewhere has hits of its own. */
const asHit = ({ siteId, subject }: Checked, hit: ObservedHit, context: RuleContext): Hit => ({
  ...hit,
  id: context.idFrom(
    'hit',
    subject.articleId ?? '',
    subject.hash,
    hit.rule,
    hit.part,
    String(hit.start),
    String(hit.end),
  ),
  version: 0,
  siteId,
  articleId: subject.articleId,
  subject,
  packVersion: context.packVersion,
  foundAt: context.at,
  state: 'open',
  disposition: null,
})

/** Hits that a check saw, each once. */
export const observedHits = (
  checked: Checked,
  observed: readonly ObservedHit[],
  context: RuleContext,
): readonly Hit[] => [
  ...new Map(observed.map((hit) => asHit(checked, hit, context)).map((hit) => [hit.id, hit])).values(),
]

/** Whether nobody has decided on it yet, or one of two. It goes with the text it stood in. */
export const isUnsettled = ({ state }: Pick<Hit, 'state'>): boolean => state === 'open' || state === 'awaiting_second'

/** What to store of them: those nobody knew, and those that were gone and are back with the text they stood in. */
export function newOrBack(seen: readonly Hit[], known: readonly Hit[]): readonly Change[] {
  const earlier = new Map(known.map((hit) => [hit.id, hit]))
  return seen.flatMap((hit) => {
    const before = earlier.get(hit.id)
    if (!before) return [save('hit', hit)]
    return before.state === 'gone' ? [save('hit', { ...hit, version: before.version })] : []
  })
}

import type { CheckSubject, Hit, ObservedHit } from '#shared/contract/hit'
import { save, type RuleContext } from './command-rule'

interface Checked {
  readonly siteId: string | null
  readonly subject: CheckSubject
}

/** Hits to be stored for what a check saw. The same hit in the same text has the same id, so checking twice stores once. */
export const observedHits = ({ siteId, subject }: Checked, observed: readonly ObservedHit[], context: RuleContext) =>
  observed.map((hit) =>
    save('hit', {
      ...hit,
      id: context.idFrom('hit', subject.hash, hit.rule, hit.part, String(hit.start), String(hit.end)),
      version: 0,
      siteId,
      articleId: subject.articleId,
      subject,
      packVersion: context.packVersion,
      foundAt: context.at,
      state: 'open',
      disposition: null,
    } satisfies Hit),
  )

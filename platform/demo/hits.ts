import type { Hit, ObservedHit } from '#shared/contract/hit'
import type { Operator } from '#shared/contract/operator'
import { checkText } from '#shared/content-check/check-text'
import { observedHit } from '#shared/content-check/masked-text'
import { nationalPack } from '#shared/content-check/packs'
import type { RuleContext } from '#shared/domain/command-rule'
import { observedHits } from '#shared/domain/observed-hits'
import { idFrom, sm3OfValue } from '#shared/signing/sm3'
import { documentFaults } from '#shared/signing/verify-document'
import type { DemoReview } from './reviews'

const check = (part: string, text: string): ObservedHit[] =>
  checkText(text, { part }).map((hit) => observedHit(hit, text))

const contextOf = (by: Operator, at: string): RuleContext => ({
  by,
  at,
  madeAt: at,
  commandId: idFrom('demo', at),
  sm3: sm3OfValue,
  check,
  packVersion: nationalPack.version,
  verify: documentFaults,
  idFrom,
})

/** Hits that the content check finds in the text under review, as submitting it would have stored them. */
export function hitsOf({ article, revisions }: DemoReview, by: Operator): readonly Hit[] {
  const revision = revisions.at(-1)
  if (!revision) return []
  const subject = { type: 'revision' as const, articleId: article.id, name: revision.title, hash: revision.hash }
  const found = [...check('title', revision.title), ...check('body', revision.body)]
  const context = contextOf(by, revision.madeAt)
  return observedHits({ siteId: article.siteId, subject }, found, context)
}

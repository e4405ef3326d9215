import { checkText } from '#shared/content-check/check-text'
import { observedHit } from '#shared/content-check/masked-text'
import { nationalPack } from '#shared/content-check/packs'
import type { Operator } from '#shared/contract/operator'
import type { RuleContext } from '#shared/domain/command-rule'
import { idFrom, sm3OfValue } from '#shared/signing/sm3'
import { documentFaults } from '#shared/signing/verify-document'

const packVersion = `${nationalPack.id}/${nationalPack.version}`

/** The surroundings of a rule on the platform: its own clock, its own check of texts and signatures. */
export const ruleContext = (by: Operator, at: string, commandId: string): RuleContext => ({
  by,
  at,
  commandId,
  packVersion,
  sm3: sm3OfValue,
  check: (part, text) => checkText(text, { part }).map((hit) => observedHit(hit, text)),
  verify: documentFaults,
  idFrom,
})

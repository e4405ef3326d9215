import { checkText } from '#shared/content-check/check-text'
import { observedHit } from '#shared/content-check/masked-text'
import { nationalPack } from '#shared/content-check/packs'
import type { RuleContext } from '#shared/domain/command-rule'
import { idFrom, sm3OfValue } from '#shared/signing/sm3'
import { documentFaults } from '#shared/signing/verify-document'

const packVersion = `${nationalPack.id}/${nationalPack.version}`

type Circumstances = Pick<RuleContext, 'by' | 'at' | 'madeAt' | 'commandId' | 'device'>

/** The surroundings of a rule on the platform: its own clock, its own check of texts and signatures. */
export const ruleContext = ({ by, at, madeAt, commandId, device }: Circumstances): RuleContext => ({
  by,
  at,
  // A workstation's estimate may run ahead a little: nothing is judged before it was made.
  madeAt: madeAt < at ? madeAt : at,
  commandId,
  device,
  packVersion,
  sm3: sm3OfValue,
  check: (part, text) => checkText(text, { part }).map((hit) => observedHit(hit, text)),
  verify: documentFaults,
  idFrom,
})

import { observeHits } from '#shared/content-check/observe'
import { nationalPack } from '#shared/content-check/packs'
import type { Operator } from '#shared/contract/operator'
import type { RuleContext } from '#shared/domain/command-rule'
import { idFrom, sm3OfValue } from '#shared/signing/sm3'
import type { SealedDocument } from '#shared/contract/sealed-document'
import { documentFaults } from '#shared/signing/verify-document'

interface Circumstances {
  readonly by: Operator
  /** Platform time, as far as it is known here. */
  readonly at: string
  readonly commandId: string
}

/** What rules need of their surroundings; the platform hands in the same functions. */
export const ruleContext = (circumstances: Circumstances): RuleContext => ({
  ...circumstances,
  madeAt: circumstances.at,
  sm3: sm3OfValue,
  check: observeHits,
  packVersion: `${nationalPack.id}/${nationalPack.version}`,
  verify: rememberedFaults,
  idFrom,
})

const mostRemembered = 300
const remembered = new Map<string, readonly string[]>()

/** A signature takes milliseconds to verify, and what waits is judged again whenever the platform's truth moves. */
function rememberedFaults(document: SealedDocument): readonly string[] {
  const text = JSON.stringify(document)
  const known = remembered.get(text)
  if (known) return known
  const faults = documentFaults(document)
  if (remembered.size >= mostRemembered) remembered.clear()
  remembered.set(text, faults)
  return faults
}

import type { Finding } from '#shared/contract/finding'
import type { ReinspectedFinding } from '#shared/contract/rectification-work'
import type { EvidenceKeeper } from '#shared/inspection/evidence/evidence-folder'
import type { Visit } from '#shared/inspection/fetch/visit'
import { sm3Hex } from '#shared/signing/sm3'

type Verdict = ReinspectedFinding['verdict']

const mostWords = 300

/** A result with the visit that it rests on. */
export const seenAgain = (
  { id, url }: Finding,
  verdict: Verdict,
  fact: string,
  visit: Visit,
  keeper: EvidenceKeeper | undefined,
): ReinspectedFinding => ({
  findingId: id,
  verdict,
  fact: fact.slice(0, mostWords),
  url,
  seenAt: visit.seenAt.toISOString(),
  ...(visit.status === undefined ? {} : { status: visit.status }),
  ...(visit.body === undefined ? {} : { bodyHash: sm3Hex(visit.body) }),
  ...(visit.outcome === 'answered' && keeper ? { record: keeper.keep(visit) } : {}),
})

/** Nothing can be said of the site. */
export const unknown = ({ id, url }: Finding, fact: string, at: Date): ReinspectedFinding => ({
  findingId: id,
  verdict: 'unknown',
  fact: fact.slice(0, mostWords),
  url,
  seenAt: at.toISOString(),
})

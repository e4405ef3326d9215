import { uuidv7 } from 'uuidv7'
import { api } from '#renderer/api.ts'
import { submit } from '#renderer/query.ts'
import { manyRows } from '#renderer/triage/many-rows.ts'
import type { Deed } from '#renderer/triage/undo.ts'
import type { Finding } from '#shared/contract/finding'

export type FindingVerdict = 'confirmed' | 'false_positive' | 'duplicate'

/** States that a verdict may still be given or changed in: an order does not stand on them yet. */
export const isDisposable = ({ state }: Pick<Finding, 'state'>): boolean =>
  ['open', 'confirmed', 'false_positive', 'duplicate'].includes(state)

/** Findings that were on screen with their evidence; a site counts as looked at only by these. */
const opened = new Set<string>()
export const noteOpened = ({ id }: Pick<Finding, 'id'>): unknown => opened.add(id)

const argsOf = ({ id, siteId, day, hash }: Finding, as: FindingVerdict, reason: string) => ({
  findingId: id,
  siteId,
  day,
  seen: hash,
  as,
  reason,
  opened: opened.has(id),
})

/** Gives one finding its verdict. Resolves to what can be taken back. */
export const disposeOne = async (
  finding: Finding,
  as: FindingVerdict,
  reason: string,
  words: string,
): Promise<Deed> => ({
  id: await submit('finding.dispose', argsOf(finding, as, reason)),
  words,
})

/** Gives many findings the same verdict; those it does not change are left out. */
export async function disposeMany(
  ids: readonly string[],
  as: FindingVerdict,
  reason: string,
  words: (n: number) => string,
): Promise<Deed | undefined> {
  const findings = (await manyRows('finding', ids)).filter((finding) => isDisposable(finding) && finding.state !== as)
  if (findings.length === 0) return undefined
  const batchId = uuidv7()
  await api['batch.run']({
    batchId,
    type: 'finding.dispose',
    items: findings.map((finding) => argsOf(finding, as, reason)),
  })
  return { id: batchId, words: words(findings.length), isBatch: true }
}

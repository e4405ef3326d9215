import { uuidv7 } from 'uuidv7'
import { api } from '#renderer/api.ts'
import { submit } from '#renderer/query.ts'
import { manyRows } from '#renderer/triage/many-rows.ts'
import type { Deed } from '#renderer/triage/undo.ts'
import type { ExemptionScope } from '#shared/contract/exemption'
import type { Finding } from '#shared/contract/finding'

export type FindingVerdict = 'confirmed' | 'false_positive' | 'duplicate'

/** How far a false alarm reaches, `once` for this finding alone, and until when. */
export interface ExemptionChoice {
  readonly scope: ExemptionScope | 'once'
  readonly columnId: string | null
  readonly until: string
  readonly reason: string
}

/** States that a verdict may still be given or changed in: an order does not stand on them yet. */
export const isDisposable = ({ state }: Pick<Finding, 'state'>): boolean =>
  ['open', 'confirmed', 'false_positive', 'duplicate'].includes(state)

/** Findings that were on screen with their evidence; a site counts as looked at only by these. */
const opened = new Set<string>()
export const noteOpened = ({ id }: Pick<Finding, 'id'>): unknown => opened.add(id)
export const isOpened = ({ id }: Pick<Finding, 'id'>): boolean => opened.has(id)

const subjectArgs = ({ id, siteId, day, hash }: Finding) => ({
  findingId: id,
  siteId,
  day,
  seen: hash,
  opened: opened.has(id),
})

/** One command, or a batch of them. Resolves to what can be taken back, undefined where there is nothing to do. */
async function submitAll(
  type: string,
  items: readonly Record<string, unknown>[],
  words: (n: number) => string,
): Promise<Deed | undefined> {
  const [first] = items
  if (!first) return undefined
  if (items.length === 1) return { id: await submit(type, first), words: words(1) }
  const batchId = uuidv7()
  await api['batch.run']({ batchId, type, items: [...items] })
  return { id: batchId, words: words(items.length), isBatch: true }
}

/** Gives findings the same verdict; those it does not change are left out. */
export const disposeAll = (
  findings: readonly Finding[],
  as: FindingVerdict,
  reason: string,
  words: (n: number) => string,
): Promise<Deed | undefined> =>
  submitAll(
    'finding.dispose',
    findings
      .filter((finding) => isDisposable(finding) && finding.state !== as)
      .map((finding) => ({ ...subjectArgs(finding), as, reason })),
    words,
  )

/** Gives one finding its verdict. */
export async function disposeOne(finding: Finding, as: FindingVerdict, reason: string): Promise<void> {
  await submit('finding.dispose', { ...subjectArgs(finding), as, reason })
}

/** Scopes of which one exemption takes along every finding that lies inside it. */
const takesAlong = (scope: ExemptionScope): boolean => scope !== 'address'

/** What a scope takes along needs no exemption of its own: of each site one, of all sites a single one. */
function granted(findings: readonly Finding[], scope: ExemptionScope): readonly Finding[] {
  if (!takesAlong(scope)) return findings
  const isWide = scope === 'target' || scope === 'target-host'
  const placeOf = ({ siteId, indicator }: Finding) => `${isWide ? '' : siteId} ${indicator}`
  return [...new Map(findings.toReversed().map((finding) => [placeOf(finding), finding])).values()]
}

/** Judges findings false alarms that are not to come back within the scope. */
export async function exemptAll(
  findings: readonly Finding[],
  { scope, columnId, until, reason }: ExemptionChoice,
  words: (n: number) => string,
): Promise<Deed | undefined> {
  if (scope === 'once') return disposeAll(findings, 'false_positive', reason, words)
  const subjects = granted(
    findings.filter((finding) => isDisposable(finding) && finding.state !== 'false_positive'),
    scope,
  )
  const runs = await manyRows('inspectionRun', [...new Set(subjects.map(({ runId }) => runId))])
  const planIds = new Map(runs.map(({ id, planId }) => [id, planId]))
  const items = subjects.map((finding) => ({
    ...subjectArgs(finding),
    exemptionId: uuidv7(),
    indicator: finding.indicator,
    runId: finding.runId,
    planId: planIds.get(finding.runId),
    scope,
    columnId,
    until,
    reason,
  }))
  return submitAll('exemption.grant', items, () => words(findings.length))
}

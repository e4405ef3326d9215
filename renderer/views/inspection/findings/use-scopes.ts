import { computed, type ComputedRef } from 'vue'
import { useAnswer, useRow, useShortList } from '#renderer/query.ts'
import { useSession } from '#renderer/stores/session.ts'
import { manyRows } from '#renderer/triage/many-rows.ts'
import type { Column } from '#shared/contract/column'
import type { ExemptionScope } from '#shared/contract/exemption'
import type { Finding } from '#shared/contract/finding'
import { columnOf, exemptionScopes, isProvinceWide, isScopeOffered, mostExemptionDays } from '#shared/domain/exemptions'
import { addressOf, hostOf } from '#shared/domain/finding-subject'

/** A scope that may be chosen for a false alarm. */
export interface OfferedScope {
  readonly scope: ExemptionScope
  /** Days it may hold at most. */
  readonly days: number
}
export interface Scopes {
  readonly offered: ComputedRef<readonly OfferedScope[]>
  /** The column that the finding lies in; null where it is none, or where there are several findings. */
  readonly column: ComputedRef<Column | null>
  readonly host: string
}

const allAlike = (findings: readonly Finding[], of: (finding: Finding) => string): boolean =>
  new Set(findings.map((finding) => `${finding.indicator} ${of(finding)}`)).size === 1

/** Whether one choice of that scope means the same for all the findings. */
function fitsAll(scope: ExemptionScope, findings: readonly Finding[]): boolean {
  if (scope === 'target') return allAlike(findings, ({ url }) => addressOf(url))
  if (scope === 'host' || scope === 'target-host') return allAlike(findings, ({ url }) => hostOf(url))
  return scope !== 'column' || findings.length === 1
}

/** The scopes that a false alarm over these findings may have, with their limits by the plans that saw them. */
export function useScopes(findings: readonly Finding[]): Scopes {
  const session = useSession()
  const [first] = findings
  const site = useRow('site', () => first?.siteId)
  const columns = useShortList('column', () => first && { where: { siteId: { in: [first.siteId] } } })
  const plans = useAnswer(async () => {
    const runs = await manyRows('inspectionRun', [...new Set(findings.map(({ runId }) => runId))])
    return manyRows('inspectionPlan', [...new Set(runs.map(({ planId }) => planId))])
  }, ['inspectionPlan'])
  const column = computed(() =>
    first && site.value.value && findings.length === 1
      ? columnOf(first, site.value.value, columns.value.value?.rows ?? [])
      : null,
  )
  const daysFor = (scope: ExemptionScope) =>
    Math.min(...(plans.value.value ?? []).map((plan) => mostExemptionDays(scope, plan)), mostExemptionDays(scope, {}))
  const offered = computed(() =>
    exemptionScopes
      .filter((scope) => fitsAll(scope, findings) && findings.every((one) => isScopeOffered(scope, one, column.value)))
      .filter((scope) => !isProvinceWide(scope) || session.may('finding.dispose', null))
      .map((scope) => ({ scope, days: daysFor(scope) })),
  )
  return { offered, column, host: first ? hostOf(first.url) : '' }
}

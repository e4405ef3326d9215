import type { ObservedFinding } from '#shared/contract/finding'
import type { SeenPage } from '#shared/inspection/gather/site-context'
import { defineIndicator } from '#shared/inspection/indicator'
import { evidenceOfPage } from '#shared/inspection/judge/evidence'
import { slowThresholds } from '#shared/inspection/judge/gathering-thresholds'

/** G13 页面加载: home or column pages that load slowly twice running, or that never end. */
export const indicator = defineIndicator({
  id: 'G13',
  severity: 'hint',
  thresholds: slowThresholds,
  evaluate: ({ home, columns, plan }, { seconds }) =>
    [...(home === undefined ? [] : [home]), ...columns].flatMap((seen) => [
      ...slowPage(seen, seconds),
      ...endlessPage(seen, plan.limits.pageBytes),
    ]),
})

function slowPage(seen: SeenPage, seconds: number): ObservedFinding[] {
  if (seen.visit.milliseconds <= seconds * 1000) return []
  const taken = `${(seen.visit.milliseconds / 1000).toFixed(1)} 秒`
  return [hint(seen, `页面加载用时 ${taken}，超过 ${seconds} 秒`, `${seconds} 秒内`, taken)]
}

function endlessPage(seen: SeenPage, limit: number): ObservedFinding[] {
  if (!seen.visit.isTruncated) return []
  const size = `超过 ${(limit / 1_048_576).toFixed(1)} MB`
  return [hint(seen, `页面${size}，已停止读取，其余内容未巡查，请人工查看`, '大小正常的页面', size)]
}

const hint = (seen: SeenPage, detail: string, expected: string, actual: string): ObservedFinding => ({
  indicator: 'G13',
  severity: 'hint',
  url: seen.visit.url,
  detail,
  evidence: { ...evidenceOfPage(seen), expected, actual },
})

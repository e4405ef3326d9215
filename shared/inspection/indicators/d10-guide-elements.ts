import type { ObservedFinding } from '#shared/contract/finding'
import { defineIndicator } from '#shared/inspection/indicator'
import { evidenceOfPage } from '#shared/inspection/judge/evidence'
import { guideThresholds } from '#shared/inspection/judge/gathering-thresholds'
import { guideStates, type GuideState } from '#shared/inspection/judge/guides'

/** D10 办事指南要素: each sampled guide that lacks elements; vague ones are only a hint. */
export const indicator = defineIndicator({
  id: 'D10',
  severity: 'deduct',
  thresholds: guideThresholds,
  evaluate: (context, rules) =>
    guideStates(context, rules).flatMap((guide) => [
      ...finding(guide, 'deduct', '缺少', guide.missing),
      ...finding(guide, 'hint', '表述含糊：', guide.vague),
    ]),
})

const finding = (
  { seen, name }: GuideState,
  severity: ObservedFinding['severity'],
  fault: string,
  elements: readonly string[],
): ObservedFinding[] =>
  elements.length === 0
    ? []
    : [
        {
          indicator: 'D10',
          severity,
          url: seen.visit.url,
          detail: `办事指南“${name}”${fault}${elements.join('、')}`,
          evidence: {
            ...evidenceOfPage(seen),
            expected: '要素齐全、表述明确',
            actual: `${fault}${elements.join('、')}`,
          },
        },
      ]

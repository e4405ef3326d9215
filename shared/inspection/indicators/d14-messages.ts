import type { ObservedFinding } from '#shared/contract/finding'
import type { SeenPage } from '#shared/inspection/gather/site-context'
import { defineIndicator } from '#shared/inspection/indicator'
import { staleColumnsOf } from '#shared/inspection/judge/column-findings'
import { columnStates } from '#shared/inspection/judge/column-states'
import { evidenceOfPage } from '#shared/inspection/judge/evidence'
import { messageThresholds } from '#shared/inspection/judge/gathering-thresholds'

type Field = { readonly label: string; readonly match: string }

/** Fields that have to show before a page passes for an answered message. */
const fieldsOfAMessage = 2

/** D14 留言公开: columns of messages that are stale (the days stand with their class), and messages without the fields due. */
export const indicator = defineIndicator({
  id: 'D14',
  severity: 'deduct',
  thresholds: messageThresholds,
  evaluate: (context, { fields, pending }) => [
    ...staleColumnsOf(columnStates(context), 'D14'),
    ...(context.extras?.messages ?? []).flatMap((seen) =>
      new RegExp(pending).test(seen.page.mainText) ? [] : missingFields(seen, fields),
    ),
  ],
})

function missingFields(seen: SeenPage, fields: readonly Field[]): ObservedFinding[] {
  const missing = fields.filter(({ match }) => !new RegExp(match).test(seen.page.mainText)).map(({ label }) => label)
  const labelled = fields.filter(({ match }) => new RegExp(`(?:${match})\\s*[:：]`).test(seen.page.mainText))
  if (missing.length === 0 || labelled.length < fieldsOfAMessage) return []
  return [
    {
      indicator: 'D14',
      severity: 'deduct',
      url: seen.visit.url,
      detail: `公开的留言缺少${missing.join('、')}`,
      evidence: { ...evidenceOfPage(seen), expected: missing.join('、'), actual: '未发现' },
    },
  ]
}

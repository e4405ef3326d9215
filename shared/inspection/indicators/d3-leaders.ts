import { defineIndicator } from '#shared/inspection/indicator'
import { missingColumn, requiredColumn } from '#shared/inspection/judge/required-column'

/** D3 领导信息: a portal has such a column. Whether it is right is for a person to say. */
export const indicator = defineIndicator({
  id: 'D3',
  severity: 'deduct',
  thresholds: requiredColumn,
  evaluate: (context, column) => missingColumn(context, 'D3', column),
})

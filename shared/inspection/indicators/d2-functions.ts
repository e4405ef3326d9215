import { defineIndicator } from '#shared/inspection/indicator'
import { missingColumn, requiredColumn } from '#shared/inspection/judge/required-column'

/** D2 机构职能: a portal has such a column. Whether it is right is for a person to say. */
export const indicator = defineIndicator({
  id: 'D2',
  severity: 'deduct',
  thresholds: requiredColumn,
  evaluate: (context, column) => missingColumn(context, 'D2', column),
})

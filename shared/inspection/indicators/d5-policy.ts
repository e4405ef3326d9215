import { defineIndicator } from '#shared/inspection/indicator'
import { staleColumnsOf } from '#shared/inspection/judge/column-findings'
import { columnStates } from '#shared/inspection/judge/column-states'
import { Type } from '@sinclair/typebox'

/** D5 政策文件: each stale column of the plan's classes for it. The days stand with the class. */
export const indicator = defineIndicator({
  id: 'D5',
  severity: 'deduct',
  thresholds: Type.Object({}),
  evaluate: (context) => staleColumnsOf(columnStates(context), 'D5'),
})

import { defineIndicator } from '#shared/inspection/indicator'
import { blankColumn, staleColumnsOf } from '#shared/inspection/judge/column-findings'
import { columnStates } from '#shared/inspection/judge/column-states'
import { Type } from '@sinclair/typebox'

/** D8 其他栏目: blank columns of any class, and stale ones that D4 and D5 do not count already. */
export const indicator = defineIndicator({
  id: 'D8',
  severity: 'deduct',
  thresholds: Type.Object({}),
  evaluate: (context) => {
    const states = columnStates(context)
    return [...states.filter(({ isBlank }) => isBlank).map(blankColumn), ...staleColumnsOf(states, 'D8')]
  },
})

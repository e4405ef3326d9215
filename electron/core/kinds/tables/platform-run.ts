import { kindTable, own } from '#core/kinds/kind-table'

export const table = kindTable('platformRun', {
  fields: { planId: own, trigger: own, inspectorId: own, state: own, day: own, orderedAt: own },
  indexed: ['state', 'orderedAt'],
  order: { by: 'orderedAt', descending: true },
})

import { kindTable, own } from '#core/kinds/kind-table'

export const table = kindTable('inspectionRun', {
  fields: { day: own, planId: own, platformRunId: own, inspectorId: own, startedAt: own, finishedAt: own },
  indexed: ['day', 'startedAt'],
  order: { by: 'startedAt', descending: true },
})

import { kindTable, own } from '#core/kinds/kind-table'

export const table = kindTable('inspectionDay', {
  fields: { day: own, state: own, reviewedAt: own, signOffId: own },
  indexed: ['day'],
  order: { by: 'day', descending: true },
  label: ({ day }) => day,
})

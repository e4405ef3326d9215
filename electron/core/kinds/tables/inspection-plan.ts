import { kindTable, own } from '#core/kinds/kind-table'

export const table = kindTable('inspectionPlan', {
  fields: { name: own },
  indexed: [],
  order: { by: 'name', descending: false },
  label: ({ name }) => name,
})

import { kindTable, own } from '#core/kinds/kind-table'

export const table = kindTable('unit', {
  fields: { name: own, regionCode: own, level: own },
  indexed: ['regionCode'],
  order: { by: 'regionCode', descending: false },
  words: ({ name }) => [name],
  label: ({ name }) => name,
})

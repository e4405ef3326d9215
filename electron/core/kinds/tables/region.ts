import { kindTable, own } from '#core/kinds/kind-table'

export const table = kindTable('region', {
  fields: { code: own, name: own, level: own, parentCode: own },
  indexed: ['code'],
  order: { by: 'code', descending: false },
  words: ({ name, code }) => [name, code],
  label: ({ name }) => name,
})

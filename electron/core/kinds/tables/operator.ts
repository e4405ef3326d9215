import { kindTable, own } from '#core/kinds/kind-table'

export const table = kindTable('operator', {
  fields: { login: own, name: own, unitId: own },
  indexed: [],
  order: { by: 'login', descending: false },
  words: ({ name, login }) => [name, login],
  label: ({ name }) => name,
})

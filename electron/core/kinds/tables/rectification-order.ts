import { kindTable, own } from '#core/kinds/kind-table'

export const table = kindTable('rectificationOrder', {
  fields: { siteId: own, unitId: own, day: own, dueOn: own, state: own, issuedBy: own, issuedAt: own, closedAt: own },
  indexed: ['siteId', 'day', 'state', 'dueOn'],
  order: { by: 'dueOn', descending: false },
  words: ({ requirement }) => [requirement],
  foundBySite: true,
  label: ({ requirement }) => requirement,
})

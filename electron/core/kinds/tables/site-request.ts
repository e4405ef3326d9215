import { kindTable, own } from '#core/kinds/kind-table'

export const table = kindTable('siteRequest', {
  fields: { siteId: own, action: own, state: own, from: own, to: own, submittedBy: own, submittedAt: own },
  indexed: ['siteId', 'state', 'submittedAt'],
  order: { by: 'submittedAt', descending: true },
  words: ({ reason }) => [reason],
  foundBySite: true,
  label: ({ reason }) => reason,
})

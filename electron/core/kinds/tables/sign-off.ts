import { kindTable, own } from '#core/kinds/kind-table'

export const table = kindTable('signOff', {
  fields: { day: own, previousId: own, correctsId: own, signerId: own, signedAt: own, seal: own },
  indexed: ['day', 'previousId', 'signedAt'],
  order: { by: 'signedAt', descending: true },
  label: ({ day }) => day,
})

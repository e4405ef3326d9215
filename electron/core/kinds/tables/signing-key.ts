import { kindTable, own } from '#core/kinds/kind-table'

export const table = kindTable('signingKey', {
  fields: { operatorId: own, publicKey: own, registeredAt: own, revokedAt: own },
  indexed: ['operatorId'],
  order: { by: 'registeredAt', descending: true },
})

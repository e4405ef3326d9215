import { computed, kindTable, own } from '#core/kinds/kind-table'

export const table = kindTable('auditEntry', {
  fields: {
    siteId: own,
    operatorId: own,
    type: own,
    at: own,
    madeAt: own,
    batchId: own,
    subject: computed(`body ->> '$.subjects[0]'`),
  },
  indexed: ['siteId', 'at', 'subject', 'batchId'],
  order: { by: 'at', descending: true },
})

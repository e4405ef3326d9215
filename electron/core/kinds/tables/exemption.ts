import { computed, kindTable, own } from '#core/kinds/kind-table'

export const table = kindTable('exemption', {
  fields: {
    scope: own,
    siteId: own,
    indicator: own,
    findingId: own,
    until: own,
    grantedBy: own,
    grantedAt: own,
    withdrawnAt: own,
    isWithdrawn: computed(`body ->> '$.withdrawnAt' IS NOT NULL`),
  },
  indexed: ['withdrawnAt', 'until'],
  order: { by: 'until', descending: false },
  words: ({ detail, url, reason, indicator }) => [detail, url, reason, indicator],
  label: ({ detail }) => detail,
})

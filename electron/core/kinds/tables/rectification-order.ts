import { computed, kindTable, own } from '#core/kinds/kind-table'

export const table = kindTable('rectificationOrder', {
  fields: {
    siteId: own,
    unitId: own,
    day: own,
    dueOn: own,
    state: own,
    issuedBy: own,
    issuedAt: own,
    closedAt: own,
    level: computed(`coalesce(body ->> '$.work.level', 0)`),
    source: computed(`coalesce(body ->> '$.work.source', 'daily')`),
    failures: computed(`coalesce(body ->> '$.work.failures', 0)`),
  },
  indexed: ['siteId', 'day', 'state', 'dueOn'],
  order: { by: 'dueOn', descending: false },
  words: ({ requirement }) => [requirement],
  foundBySite: true,
  label: ({ requirement }) => requirement,
})

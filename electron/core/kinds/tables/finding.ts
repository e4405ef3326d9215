import { computed, kindTable, own } from '#core/kinds/kind-table'

export const table = kindTable('finding', {
  fields: {
    siteId: own,
    runId: own,
    day: own,
    indicator: own,
    severity: own,
    state: own,
    url: own,
    orderId: own,
    hash: own,
    identity: own,
    exemptionId: own,
    gravity: computed(`CASE body ->> '$.severity' WHEN 'veto' THEN 3 WHEN 'deduct' THEN 2 ELSE 1 END`),
  },
  indexed: ['siteId,state,gravity', 'day,siteId,identity', 'orderId', 'exemptionId', 'state', 'gravity'],
  order: { by: 'day', descending: true },
  words: ({ detail, url, indicator }) => [detail, url, indicator],
  foundBySite: true,
  label: ({ detail }) => detail,
})

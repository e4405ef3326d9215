import { computed, flag, kindTable, own } from '#core/kinds/kind-table'

export const table = kindTable('column', {
  fields: {
    siteId: own,
    parentId: own,
    name: own,
    path: own,
    type: own,
    owner: own,
    updateCycleDays: own,
    lastUpdatedOn: own,
    articleCount: own,
    secrecyReview: flag,
    state: own,
    changedAt: own,
    /** Day after which the column is stale; null where nothing is demanded or nothing ever appeared. */
    dueOn: computed(`date(body ->> '$.lastUpdatedOn', '+' || (body ->> '$.updateCycleDays') || ' days')`),
  },
  indexed: [
    'siteId',
    'name',
    'owner',
    'type',
    'dueOn,state',
    'lastUpdatedOn',
    'articleCount,state',
    'state,type,lastUpdatedOn',
  ],
  order: { by: 'siteId', descending: false },
  words: ({ name, owner, path }) => [name, owner, path],
  foundBySite: true,
  label: ({ name }) => name,
})

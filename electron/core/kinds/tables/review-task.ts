import { computed, kindTable, own } from '#core/kinds/kind-table'

export const table = kindTable('reviewTask', {
  fields: {
    siteId: own,
    articleId: own,
    revisionId: own,
    title: own,
    stage: own,
    state: own,
    priority: own,
    submittedAt: own,
    dueAt: own,
    decidedBy: own,
    decidedAt: own,
    urgency: computed(`iif(body ->> '$.priority' = 'high', '0', '1') || (body ->> '$.dueAt')`),
  },
  indexed: ['articleId', 'siteId', 'state', 'urgency'],
  order: { by: 'urgency', descending: false },
  words: ({ title }) => [title],
  foundBySite: true,
  label: ({ title }) => title,
})

import { kindTable, own } from '#core/kinds/kind-table'

export const table = kindTable('article', {
  fields: {
    siteId: own,
    columnId: own,
    title: own,
    docNumber: own,
    source: own,
    authorId: own,
    disclosure: own,
    state: own,
    revisionId: own,
    publishedHash: own,
    publishedAt: own,
    changedAt: own,
  },
  indexed: ['siteId', 'columnId', 'state', 'publishedAt', 'changedAt'],
  order: { by: 'changedAt', descending: true },
  words: ({ title, docNumber }) => [title, docNumber],
  label: ({ title }) => title,
})

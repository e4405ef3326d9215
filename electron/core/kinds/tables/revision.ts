import { kindTable, own } from '#core/kinds/kind-table'

export const table = kindTable('revision', {
  fields: { siteId: own, articleId: own, number: own, hash: own, madeBy: own, madeAt: own },
  indexed: ['articleId', 'hash'],
  order: { by: 'number', descending: true },
  label: ({ title }) => title,
})

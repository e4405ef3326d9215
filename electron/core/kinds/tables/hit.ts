import { computed, kindTable, own } from '#core/kinds/kind-table'

export const table = kindTable('hit', {
  fields: {
    siteId: own,
    articleId: own,
    rule: own,
    category: own,
    severity: own,
    state: own,
    foundAt: own,
    subjectType: computed(`body ->> '$.subject.type'`),
    subjectHash: computed(`body ->> '$.subject.hash'`),
    subjectName: computed(`body ->> '$.subject.name'`),
  },
  indexed: ['articleId', 'state', 'foundAt', 'subjectHash'],
  order: { by: 'foundAt', descending: true },
  words: ({ subject, text }) => [subject.name, text],
  foundBySite: true,
  label: ({ text }) => text,
})

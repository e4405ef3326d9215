import { kindTable, own } from '#core/kinds/kind-table'

export const table = kindTable('site', {
  fields: {
    name: own,
    code: own,
    domain: own,
    level: own,
    type: own,
    unitId: own,
    regionCode: own,
    state: own,
    responsible: own,
    keeper: own,
    icp: own,
    policeFiling: own,
    launchedOn: own,
    securityGrade: own,
    offlineUntil: own,
  },
  indexed: ['code', 'regionCode', 'state'],
  order: { by: 'code', descending: false },
  words: ({ name, code, domain, responsible }) => [name, code, domain, responsible],
  label: ({ name }) => name,
})

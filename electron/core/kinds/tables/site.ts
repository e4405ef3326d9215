import { derived, kindTable, own } from '#core/kinds/kind-table'
import { standingFindings } from '#shared/domain/finding-states'

const standing = standingFindings.map((state) => `'${state}'`).join(', ')

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
    /** Gravity of the worst finding that still stands: 3 veto, 2 deduction, 1 hint, 0 none. */
    health: derived(
      'finding',
      `(SELECT coalesce(max(f."gravity"), 0) FROM row_finding f
        WHERE f."siteId" = row_site.id AND f."state" IN (${standing}))`,
    ),
  },
  indexed: ['code', 'regionCode', 'state'],
  order: { by: 'code', descending: false },
  words: ({ name, code, domain, responsible }) => [name, code, domain, responsible],
  label: ({ name }) => name,
})

import { Type } from '@sinclair/typebox'
import { Id } from '#shared/contract/primitives'
import { SiteRegistry } from '#shared/contract/site'
import { commandRule, guarded, save } from '#shared/domain/command-rule'
import { assertFilingNumbers } from '#shared/domain/filing-numbers'

const Settable = Type.Partial(SiteRegistry, { additionalProperties: false })

/** Changes registry data of a site (变更备案, domain-rules G8). */
export const rule = commandRule({
  type: 'site.edit',
  args: Type.Object({ siteId: Id, set: Settable }, { additionalProperties: false }),
  right: 'site.edit',
  reads: ({ siteId }) => ({ site: guarded('site', siteId) }),
  decide({ site }, { set }) {
    assertFilingNumbers(set)
    return [save('site', { ...site, ...set })]
  },
  undo: ({ site }, { siteId, set }) => ({
    type: 'site.edit',
    args: { siteId, set: Object.fromEntries(Object.keys(set).map((key) => [key, site[key as keyof typeof set]])) },
  }),
})

import type { SiteState } from '#shared/contract/site'
import { defineIndicator } from '#shared/inspection/indicator'
import { evidenceOfVisit } from '#shared/inspection/judge/evidence'
import { Type } from '@sinclair/typebox'

const shut: Readonly<Partial<Record<SiteState, string>>> = {
  migrated: '已迁移',
  closed: '已关停',
}

/** G9 登记状态: a site registered as gone still serves a home page. One that is offline for a time may show its notice there. */
export const indicator = defineIndicator({
  id: 'G9',
  severity: 'hint',
  thresholds: Type.Object({}),
  evaluate: ({ home, homeVisit, target }) => {
    const state = target.state === undefined ? undefined : shut[target.state]
    if (home === undefined || state === undefined) return []
    return [
      {
        indicator: 'G9',
        severity: 'hint',
        url: homeVisit.url,
        detail: `网站登记为${state}，但首页仍可访问`,
        evidence: { ...evidenceOfVisit(homeVisit), expected: state, actual: '可访问' },
      },
    ]
  },
})

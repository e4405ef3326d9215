import { defineIndicator } from '#shared/inspection/indicator'
import { evidenceOfVisit } from '#shared/inspection/judge/evidence'
import { hostFamily } from '#shared/inspection/page/host-family'
import { Type } from '@sinclair/typebox'

/** G8 变更备案: the registered address sends visitors on to the domain of somebody else. */
export const indicator = defineIndicator({
  id: 'G8',
  severity: 'hint',
  thresholds: Type.Object({}),
  evaluate: ({ home, homeVisit, target }) => {
    const [asked, shown] = [new URL(target.url).hostname, new URL(homeVisit.finalUrl).hostname]
    if (home === undefined || hostFamily(asked) === hostFamily(shown)) return []
    return [
      {
        indicator: 'G8',
        severity: 'hint',
        url: homeVisit.url,
        detail: `登记的域名 ${asked} 转到 ${shown}，请确认域名变更是否已备案、是否被劫持`,
        evidence: { ...evidenceOfVisit(homeVisit), expected: asked, actual: shown },
      },
    ]
  },
})

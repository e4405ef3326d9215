import { defineIndicator, Pattern } from '#shared/inspection/indicator'
import { evidenceOfPage } from '#shared/inspection/judge/evidence'
import { Type } from '@sinclair/typebox'

/** G7 迁移公告: the home page of a site that moves or closes says so. Needs the state in the registry. */
export const indicator = defineIndicator({
  id: 'G7',
  severity: 'deduct',
  thresholds: Type.Object({ notice: Pattern }),
  evaluate: ({ home, target }, { notice }) => {
    if (home === undefined || home.visit.isTruncated || home.page.hasScript) return []
    if (target.state !== 'migrating' && target.state !== 'closing') return []
    const said = [home.page.title, home.page.mainText, ...home.page.links.map(({ text }) => text)]
    if (said.some((text) => new RegExp(notice).test(text))) return []
    return [
      {
        indicator: 'G7',
        severity: 'deduct',
        url: home.visit.url,
        detail: '网站正在迁移或申请关停，首页没有悬挂公告',
        evidence: { ...evidenceOfPage(home), expected: '首页显著位置有迁移（下线）公告', actual: '未发现' },
      },
    ]
  },
})

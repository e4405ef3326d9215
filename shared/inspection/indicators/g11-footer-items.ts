import type { ObservedFinding } from '#shared/contract/finding'
import type { SeenPage, SiteContext } from '#shared/inspection/gather/site-context'
import { defineIndicator, Pattern } from '#shared/inspection/indicator'
import { evidenceOfPage, excerpt } from '#shared/inspection/judge/evidence'
import { Type } from '@sinclair/typebox'

const icp = /([\u4e00-\u9fa5])\s*ICP\s*备/i
const police = /公网安备\s*(\d{2})\d{9,12}/
const reporting = /政府网站找错/
const reportingLink = /找错|jiucuo|zfwzgl|zfwzzc/i

/**
 * G11 页脚要素, beyond their presence (D19): filing numbers of the owner's own province, a link behind 找错, and
 * whatever else a plan demands.
 */
export const indicator = defineIndicator({
  id: 'G11',
  severity: 'deduct',
  thresholds: Type.Object({
    /** Letter of ICP filing numbers by the first two digits of the region code. */
    provinces: Type.Record(Type.String({ pattern: '^\\d{2}$' }), Type.String({ minLength: 1 })),
    /** Further items that the footer must show. */
    items: Type.Array(Type.Object({ label: Type.String({ minLength: 1 }), match: Pattern })),
  }),
  evaluate: (context, { provinces, items }) => {
    const { home } = context
    if (home === undefined || home.visit.isTruncated) return []
    const footer = `${home.page.footer.text} ${home.page.footer.marks}`
    return [
      ...otherProvince(home, context, provinces),
      ...deadReporting(home),
      ...items
        .filter(({ match }) => !new RegExp(match, 'i').test(footer))
        .map(({ label }) => finding(home, 'deduct', `首页底部缺少${label}`, label, '未发现')),
    ]
  },
})

const finding = (
  home: SeenPage,
  severity: ObservedFinding['severity'],
  detail: string,
  expected: string,
  actual: string,
): ObservedFinding => ({
  indicator: 'G11',
  severity,
  url: home.visit.url,
  detail,
  evidence: { ...evidenceOfPage(home), excerpt: excerpt(home.page.footer.text), expected, actual },
})

/** Judged only for regions that exist, and of local sites alone: ministries file where they sit. */
function otherProvince(
  home: SeenPage,
  { target }: SiteContext,
  provinces: Readonly<Record<string, string>>,
): ObservedFinding[] {
  const code = target.regionCode?.slice(0, 2) ?? ''
  const letter = provinces[code]
  if (letter === undefined) return []
  const shownLetter = icp.exec(home.page.footer.text)?.[1]
  const shownCode = police.exec(home.page.footer.text)?.[1]
  return [
    ...(shownLetter === undefined || letter.includes(shownLetter)
      ? []
      : [finding(home, 'hint', `ICP 备案号属于“${shownLetter}”，与登记区划不符`, letter, shownLetter)]),
    ...(shownCode === undefined || shownCode === code
      ? []
      : [finding(home, 'hint', `公安备案号以 ${shownCode} 开头，与登记区划不符`, code, shownCode)]),
  ]
}

/** A script may make the words clickable, so only a page without any is judged. */
function deadReporting(home: SeenPage): ObservedFinding[] {
  const { page } = home
  const isClickable = page.links.some(({ text, url }) => reportingLink.test(`${text} ${url}`))
  if (!reporting.test(page.footer.text) || isClickable || page.hasScript) return []
  return [finding(home, 'deduct', '“我为政府网站找错”只有文字，没有链接', '可点击的找错入口', '无链接')]
}

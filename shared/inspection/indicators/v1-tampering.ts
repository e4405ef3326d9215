import type { ObservedFinding } from '#shared/contract/finding'
import type { SeenPage, SiteContext } from '#shared/inspection/gather/site-context'
import { defineIndicator, Pattern } from '#shared/inspection/indicator'
import { evidenceOfPage, excerpt } from '#shared/inspection/judge/evidence'
import { foreignLinks, trustedHosts } from '#shared/inspection/judge/foreign-links'
import { changesOfHome } from '#shared/inspection/judge/home-baseline'
import { Type } from '@sinclair/typebox'

/**
 * V1 安全事故, as far as a page shows it: words of gambling and the like in titles or behind links to others, and a home
 * page that is not the one of its baseline. Only what is hidden or stands in the title is certain.
 */
export const indicator = defineIndicator({
  id: 'V1',
  severity: 'veto',
  thresholds: Type.Object({
    words: Pattern,
    /** Least share of the menu's texts that a changed home page has in common with its baseline. */
    sameMenu: Type.Number({ minimum: 0, maximum: 1 }),
  }),
  evaluate: (context, { words, sameMenu }) => {
    const bad = new RegExp(words, 'i')
    const pages = [...(context.home === undefined ? [] : [context.home]), ...context.columns]
    return [
      ...pages.flatMap((seen) => hijackedHead(seen, bad)).slice(0, 1),
      ...badLinks(context, bad),
      ...changedHome(context, sameMenu),
    ]
  },
})

const finding = (
  seen: SeenPage,
  severity: ObservedFinding['severity'],
  detail: string,
  expected: string,
  actual: string,
): ObservedFinding => ({
  indicator: 'V1',
  severity,
  url: seen.visit.url,
  detail,
  evidence: { ...evidenceOfPage(seen), expected, actual: excerpt(actual) },
})

/** What search engines show of a hijacked site. */
function hijackedHead(seen: SeenPage, bad: RegExp): ObservedFinding[] {
  const { title, meta } = seen.page
  const head = [title, meta['keywords'], meta['description']].find((text) => bad.test(text ?? ''))
  if (head === undefined) return []
  return [finding(seen, 'veto', `页面标题或关键词疑似被篡改：${excerpt(head)}`, '本网站的标题和关键词', head)]
}

function badLinks(context: SiteContext, bad: RegExp): ObservedFinding[] {
  return foreignLinks(context)
    .filter(({ link }) => bad.test(link.text))
    .map(({ link, seen }) => {
      const isHidden = link.hidden !== undefined
      const what = isHidden ? '隐藏的不良链接（暗链）' : '疑似不良链接，请人工确认'
      const said = `${link.text} ${link.url}`
      return finding(seen, isHidden ? 'veto' : 'hint', `页面含${what}：${excerpt(said)}`, '没有不良链接', said)
    })
}

function changedHome({ home, target, plan }: SiteContext, sameMenu: number): ObservedFinding[] {
  if (home === undefined || target.baseline === undefined || home.visit.isTruncated) return []
  const changes = changesOfHome(home.page, target.baseline, { sameMenu, trusted: trustedHosts(plan) })
  if (changes.length === 0) return []
  const detail = `首页与基线相比有异常变化，请确认是改版还是被篡改：${changes.join('；')}`
  return [finding(home, 'hint', detail, target.baseline.title, home.page.title)]
}

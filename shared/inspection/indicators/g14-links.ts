import type { ObservedFinding } from '#shared/contract/finding'
import type { SiteContext } from '#shared/inspection/gather/site-context'
import { defineIndicator, thresholdsOf } from '#shared/inspection/indicator'
import { evidenceOfPage, excerpt } from '#shared/inspection/judge/evidence'
import { hiddenForeignLinks, type ForeignLink } from '#shared/inspection/judge/foreign-links'
import { isBelow } from '#shared/inspection/page/host-family'
import { Type } from '@sinclair/typebox'

const hosts = Type.Array(Type.String({ minLength: 1 }))

/** G14 链接: hidden links to others 暗链, and commercial advertisements. Hidden ones with bad words are V1's. */
export const indicator = defineIndicator({
  id: 'G14',
  severity: 'deduct',
  thresholds: Type.Object({ trusted: hosts, advertisers: hosts }),
  evaluate: (context, { advertisers }) => [...hiddenLinks(context), ...advertisements(context, advertisers)],
})

const v1 = Type.Object({ words: Type.String() })

function hiddenLinks(context: SiteContext): ObservedFinding[] {
  const isV1 = context.plan.indicators['V1']?.enabled === true
  const bad = isV1 ? new RegExp(thresholdsOf(context.plan, 'V1', v1).words, 'i') : /$^/
  const hidden = hiddenForeignLinks(context).filter(({ link }) => !bad.test(link.text))
  return (['off-screen', 'undisplayed'] as const).flatMap((hiding) =>
    together(
      hidden.filter(({ link }) => link.hidden === hiding),
      hiding === 'off-screen' ? 'deduct' : 'hint',
    ),
  )
}

/** Menus and tabs are not displayed at first either: such links are for a person to look at. */
function together(links: readonly ForeignLink[], severity: ObservedFinding['severity']): ObservedFinding[] {
  const [first] = links
  if (first === undefined) return []
  const doubt = severity === 'hint' ? '，请人工确认是否为暗链' : '（暗链）'
  return [
    {
      indicator: 'G14',
      severity,
      url: first.seen.visit.url,
      detail: `页面隐藏了 ${links.length} 个外部链接${doubt}：${first.link.url}`,
      evidence: {
        ...evidenceOfPage(first.seen),
        foundOn: [...new Set(links.map(({ seen }) => seen.visit.url))],
        excerpt: excerpt(links.map(({ link }) => `${link.text} ${link.url}`).join('；')),
        expected: '没有隐藏的外部链接',
        actual: first.link.url,
      },
    },
  ]
}

function advertisements({ home, columns }: SiteContext, advertisers: readonly string[]): ObservedFinding[] {
  const pages = [...(home === undefined ? [] : [home]), ...columns]
  const found = pages.flatMap((seen) =>
    [...seen.page.scripts, ...seen.page.links.map(({ url }) => url)]
      .filter((url) => isBelow(new URL(url).hostname, advertisers))
      .map((url) => ({ url, seen })),
  )
  const [first] = found
  if (first === undefined) return []
  return [
    {
      indicator: 'G14',
      severity: 'deduct',
      url: first.seen.visit.url,
      detail: `页面含商业广告：${first.url}`,
      evidence: {
        ...evidenceOfPage(first.seen),
        foundOn: [...new Set(found.map(({ seen }) => seen.visit.url))],
        expected: '没有商业广告',
        actual: first.url,
      },
    },
  ]
}

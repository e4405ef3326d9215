import type { ObservedFinding } from '#shared/contract/finding'
import type { SeenPage, SiteContext } from '#shared/inspection/gather/site-context'
import { defineIndicator } from '#shared/inspection/indicator'
import { evidenceOfPage, excerpt } from '#shared/inspection/judge/evidence'
import { isForeign, trustedHosts } from '#shared/inspection/judge/foreign-links'
import { Type } from '@sinclair/typebox'

/** G20 安全, as far as pages show it: scripts of others, and unencrypted parts of encrypted pages. One finding of each a site. */
export const indicator = defineIndicator({
  id: 'G20',
  severity: 'hint',
  thresholds: Type.Object({}),
  evaluate: (context) => {
    const pages = [...(context.home === undefined ? [] : [context.home]), ...context.columns]
    return [
      ...together(pages, (seen) => foreignScripts(seen, context), '加载了外部脚本', '只加载本网站的脚本'),
      ...together(pages, ({ page }) => page.insecure, '加密页面中加载了未加密的内容', '全部内容加密传输'),
    ]
  },
})

const foreignScripts = ({ page }: SeenPage, { target, plan }: SiteContext): string[] => {
  const trusted = trustedHosts(plan)
  return page.scripts.filter((url) => isForeign(url, page.url, trusted) && isForeign(url, target.url, trusted))
}

function together(
  pages: readonly SeenPage[],
  partsOf: (seen: SeenPage) => readonly string[],
  fact: string,
  expected: string,
): ObservedFinding[] {
  const having = pages.filter((seen) => partsOf(seen).length > 0)
  const [first] = having
  if (first === undefined) return []
  const hosts = [...new Set(having.flatMap((seen) => partsOf(seen).map((url) => new URL(url).host)))]
  return [
    {
      indicator: 'G20',
      severity: 'hint',
      url: first.visit.url,
      detail: `${fact}：${hosts.slice(0, 5).join('、')}${hosts.length > 5 ? ` 等 ${hosts.length} 个主机` : ''}`,
      evidence: {
        ...evidenceOfPage(first),
        foundOn: having.map(({ visit }) => visit.url).slice(0, 20),
        excerpt: excerpt([...new Set(having.flatMap(partsOf))].join(' ')),
        expected,
        actual: hosts.join('、'),
      },
    },
  ]
}

import type { LinkResult, SiteContext } from '#shared/inspection/gather/site-context'
import { defineIndicator, Pattern } from '#shared/inspection/indicator'
import { Type } from '@sinclair/typebox'

/**
 * D11 表格样表: files of guides that cannot be downloaded, and files anywhere in whose place a web page comes. What
 * D20 reports already is left to it.
 */
export const indicator = defineIndicator({
  id: 'D11',
  severity: 'deduct',
  thresholds: Type.Object({ file: Pattern }),
  evaluate: (context, { file }) => {
    const isFile = new RegExp(file, 'i')
    const known = new Set(context.links.map(({ url }) => url))
    const ofGuides = (context.extras?.guideFiles ?? []).filter(({ url }) => !known.has(url))
    const lost = ofGuides.filter(({ verdict }) => verdict === 'dead' || verdict === 'soft-404')
    const pages = [...context.links, ...ofGuides].filter((link) => isPageInstead(link, isFile))
    return [
      ...lost.map((link) =>
        finding(link, context, '无法下载', `返回 ${link.visit?.status ?? link.visit?.outcome ?? ''}`),
      ),
      ...pages.map((link) => finding(link, context, '打开的是网页，不是文件', link.visit?.contentType ?? '')),
    ]
  },
})

const isPageInstead = ({ url, verdict, visit }: LinkResult, isFile: RegExp): boolean =>
  verdict === 'ok' && isFile.test(new URL(url).pathname) && /text\/html/i.test(visit?.contentType ?? '')

const finding = (link: LinkResult, { homeVisit }: SiteContext, fault: string, actual: string) => ({
  indicator: 'D11',
  severity: 'deduct' as const,
  url: link.url,
  detail: `附件${fault}：${decodedName(link.url)}`,
  evidence: {
    seenAt: (link.visit?.seenAt ?? homeVisit.seenAt).toISOString(),
    foundOn: [...link.foundOn],
    expected: '可下载的文件',
    actual,
    ...(link.visit?.status === undefined ? {} : { status: link.visit.status }),
  },
})

function decodedName(url: string): string {
  const name = new URL(url).pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

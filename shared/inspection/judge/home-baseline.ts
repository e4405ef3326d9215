import { hostFamily, isBelow } from '#shared/inspection/page/host-family'
import type { Page } from '#shared/inspection/page/page'
import type { HomeBaseline } from '#shared/inspection/target'

const menuTexts = 60

/** What a home page is recognised by on later days. */
export function baselineOf(page: Page): HomeBaseline {
  const menu = page.links.filter(({ region, text, kind }) => region === 'nav' && kind === 'link' && text !== '')
  return {
    title: page.title,
    scriptHosts: [...new Set(page.scripts.map((url) => new URL(url).hostname))].sort(),
    menu: [...new Set(menu.map(({ text }) => text))].slice(0, menuTexts),
  }
}

/**
 * What of a home page no longer agrees with its baseline: another title over another menu, or scripts from hosts that
 * are new and neither the site's own nor trusted. News come and go and are no change.
 */
export function changesOfHome(
  page: Page,
  baseline: HomeBaseline,
  { sameMenu, trusted }: { readonly sameMenu: number; readonly trusted: readonly string[] },
): string[] {
  const now = baselineOf(page)
  const share = shareOfMenu(now.menu, baseline.menu)
  const isReplaced = now.title !== baseline.title && share < sameMenu
  const own = hostFamily(new URL(page.url).hostname)
  const strange = now.scriptHosts.filter(
    (host) => !baseline.scriptHosts.includes(host) && hostFamily(host) !== own && !isBelow(host, trusted),
  )
  return [
    ...(isReplaced ? [`标题由“${baseline.title}”变为“${now.title}”，导航也不同`] : []),
    ...(strange.length > 0 ? [`新增外部脚本 ${strange.join('、')}`] : []),
  ]
}

/** Share of the baseline's menu that is still there; a baseline without a menu does not speak for the page. */
const shareOfMenu = (now: readonly string[], before: readonly string[]): number =>
  before.length === 0 ? 0 : before.filter((text) => now.includes(text)).length / before.length

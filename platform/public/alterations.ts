import { addDays, dayOf } from '#shared/domain/calendar'
import { alteredKinds, placesOf, type AlteredKind } from '#platform/demo/defects'
import { downloadAddress, searchAddress } from './pages/addresses'
import { link } from './pages/html'
import type { SiteContent } from './site-content'

/** A page on its way out. */
interface Leaving {
  readonly content: SiteContent
  readonly path: string
  readonly html: string
  readonly now: number
}

type Alteration = (page: Leaving) => string

const onHome =
  (alter: Alteration): Alteration =>
  (page) =>
    page.path === '/' ? alter(page) : page.html

/** On articles of columns whose address begins like one of these. */
const onArticlesOf =
  (slugs: readonly string[], alter: Alteration): Alteration =>
  (page) => {
    const id = /^\/articles\/([0-9a-f-]{36})\.html$/.exec(page.path)?.[1] ?? ''
    const article = page.content.articles.get(id)
    const column = page.content.columns.find((one) => one.id === article?.columnId)
    return column !== undefined && slugs.some((slug) => column.path === `/columns/${slug}/`) ? alter(page) : page.html
  }

const withText =
  (text: string): Alteration =>
  ({ html }) =>
    html.replace(/<article>[\s\S]*<\/article>/, `<article>${text}</article>`)

const atEnd =
  (part: string): Alteration =>
  ({ html }) =>
    html.replace('</main>', `${part}</main>`)

const replaced =
  (pattern: RegExp, by: string): Alteration =>
  ({ html }) =>
    html.replace(pattern, by)

const services = ['bsfw', 'grbs', 'qybs', 'bszn', 'bgxz', 'cjwt', 'bmcx', 'fwqd']
const messages = 'zxxd'

const guide = (labels: readonly string[]): string =>
  labels.map((label) => `<p>${label}：见本单位办事窗口</p>`).join('\n')
const wholeGuide = '设定依据 申请条件 办理材料 办理地点 办理时间 联系电话 办理流程'.split(' ')

/** Rows of a list of messages that nobody answered, asked so many days ago. */
const unanswered =
  (days: number): Alteration =>
  ({ content, path, html, now }) => {
    const column = content.columns.find((one) => one.path === `/columns/${messages}/`)
    const [article] = content.byColumn.get(column?.id ?? '') ?? []
    if (column?.path !== path || article === undefined) return html
    const asked = addDays(dayOf(now), -days)
    const row = `<li>${link(`/articles/${article.id}.html?asked=${days}`, '关于小区门前道路积水问题的咨询')}<span class="date">${asked}</span> <span>待答复</span></li>`
    return html.replace('</ul>\n', `${row}</ul>\n`).replace('<div class="pager">', `<ul>${row}</ul><div class="pager">`)
  }

/** What each kind of defect does to the pages of its site. */
const alterations: Readonly<Record<AlteredKind, Alteration>> = {
  'defaced-title': onHome(replaced(/<title>[^<]*/, '<title>澳门赌场在线_老虎机')),
  'hidden-links': onHome(
    atEnd('<div style="position:absolute;left:-9999px"><a href="http://www.seoshop.example.com/">特价商品</a></div>'),
  ),
  'foreign-script': onHome(atEnd('<script src="http://cdn.counter.example.com/count.js"></script>')),
  'unlinked-report': onHome(replaced(/<a href="\/jiucuo\.html">(我为政府网站找错)<\/a>/, '$1')),
  'malformed-dates': replaced(/(<meta name="PubDate" content=")(\d+)-(\d+)-(\d+)[^"]*/, '$1$2年$3月$4日'),
  unsourced: ({ html }) =>
    html
      .replace(/<meta name="ContentSource"[^>]*>/, '')
      .replace(/来源：[^<]*/, '')
      .replace(/<p>发文字号：[^<]*<\/p>/, ''),
  'page-for-file': onHome(atEnd(`<p>${link(downloadAddress, '申请表')}</p>`)),
  'wrong-name': ({ html }) =>
    html
      .replace(/(<meta name="SiteName" content=")[^"]*/, '$1城市生活信息港')
      .replace(/(<title>(?:[^<]*_)?)[^<_]*/, '$1城市生活信息港'),
  'thin-guides': onArticlesOf(services, withText(guide(['办理地点', '联系电话']))),
  'incomplete-guides': onArticlesOf(services, withText(guide(wholeGuide.slice(0, -1)))),
  'unanswered-messages': unanswered(120),
  'late-answers': unanswered(30),
  'bare-answers': onArticlesOf(
    [messages],
    withText(
      '<p>留言时间：2026-10-08</p><p>我家门前的路灯坏了，请派人修理。</p><p>答复时间：2026-10-10</p><p>已派人处理。</p>',
    ),
  ),
  'deaf-search': ({ path, html }) =>
    path === searchAddress
      ? html.replace(/共 \d+ 条/, '共 0 条').replace(/<ul class="list">[\s\S]*?<\/ul>/, '<p>没有找到相关内容。</p>')
      : html,
}

/** The page as a site with deliberate defects sends it; that of any other site as it is. */
export function altered(page: Leaving): string {
  const kinds = alteredKinds.filter((kind) => placesOf(page.content.site.domain, kind).length > 0)
  return kinds.reduce((html, kind) => alterations[kind]({ ...page, html }), page.html)
}

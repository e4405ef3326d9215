import type { Column } from '#shared/contract/column'
import type { SiteContent } from '#platform/public/site-content'
import { badges, reportAddress, searchAddress, siteMapAddress } from './addresses'
import { escaped, link } from './html'

export interface Page {
  readonly title: string
  /** Meta tags beyond those of every page. */
  readonly meta: Readonly<Record<string, string>>
  readonly main: string
  /** True where the menu shows the columns below the top ones as well. */
  readonly wholeMenu?: boolean
}

const style =
  'body{font:16px/1.8 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;margin:0;color:#222}header,nav,main,footer{max-width:1100px;' +
  'margin:0 auto;padding:12px 16px}header h1{color:#8c1515;margin:8px 0}nav{background:#f3f4f6}nav ul{display:flex;flex-wrap:wrap;' +
  'gap:4px 16px;list-style:none;margin:0;padding:0}nav ul ul{font-size:14px;gap:0 10px}main ul.list{list-style:none;padding:0}' +
  'main ul.list li{display:flex;justify-content:space-between;border-bottom:1px dashed #ddd}.date{color:#777}' +
  'footer{border-top:2px solid #8c1515;font-size:14px;color:#555}a{color:#1d4f91;text-decoration:none}'

/** A whole page of the site: head with its meta tags, header, menu, the page's own part, footer. */
export function layout(content: SiteContent, page: Page): string {
  const { site, faults } = content
  const meta = { SiteName: site.name, SiteDomain: site.domain, SiteIDCode: content.site.code, ...page.meta }
  const tags = Object.entries(meta)
    .filter(([name]) => !faults.missingMeta.includes(name))
    .map(([name, text]) => `<meta name="${name}" content="${escaped(text)}">`)
  return `<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="${faults.declared}">
<title>${escaped(page.title)}</title>
${tags.join('\n')}
<style>${style}</style></head>
<body>
<header><h1>${escaped(site.name)}</h1>${searchForm}</header>
<nav>${menu(content.columns, page.wholeMenu ?? false)}</nav>
<main>
${page.main}
</main>
${footer(content)}
</body></html>`
}

const searchForm = `<form action="${searchAddress}" method="get"><input name="q" maxlength="100" aria-label="站内搜索"><button>搜索</button></form>`

const codeOf = ({ site, faults }: SiteContent): string => faults.shownCode ?? site.code

function menu(columns: readonly Column[], whole: boolean): string {
  const below = (parent: Column): string => {
    const items = columns
      .filter(({ parentId }) => parentId === parent.id)
      .map(({ path, name }) => `<li>${link(path, name)}</li>`)
    return whole && items.length > 0 ? `<ul>${items.join('')}</ul>` : ''
  }
  const tops = columns.filter(({ parentId }) => parentId === null)
  return `<ul><li>${link('/', '首页')}</li>${tops.map((top) => `<li>${link(top.path, top.name)}${below(top)}</li>`).join('')}</ul>`
}

const badge = (address: string, name: string) => `<img src="${address}" alt="${name}" width="36" height="36">`

/** What 国办发〔2017〕47号 asks of a footer, by the name a defect would leave it out under. */
function footer(content: SiteContent): string {
  const { site, owner, faults } = content
  const items: readonly (readonly [string, string])[] = [
    ['conac', badge(badges.conac, '党政机关网站标识')],
    ['host', `主办单位：${escaped(owner)}`],
    ['siteCode', `网站标识码：${escaped(codeOf(content))}`],
    ['icp', escaped(site.icp ?? '')],
    ['police', `${badge(badges.police, '公安备案')}${escaped(site.policeFiling ?? '')}`],
    ['contact', `联系电话：${escaped(site.phone)}`],
    ['report', link(reportAddress, '我为政府网站找错')],
    ['siteMap', link(siteMapAddress, '站点地图')],
  ]
  const shown = items.filter(([name]) => !faults.missingFooter.includes(name))
  return `<footer class="footer">${shown.map(([, html]) => `<span>${html}</span>`).join(' | ')}</footer>`
}

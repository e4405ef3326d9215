import type { SiteContent } from '#platform/public/site-content'
import { escaped, link } from './html'
import { layout } from './layout'
import { articleList } from './lists'

/** 站点地图: every column once. */
export const siteMapPage = (content: SiteContent): string =>
  layout(content, {
    title: `站点地图_${content.site.name}`,
    meta: {},
    main: `<h2>站点地图</h2><div class="menu">${content.columns.map(({ path, name }) => link(path, name)).join(' ')}</div>`,
  })

/** Where readers report errors of the site. */
export const reportPage = (content: SiteContent): string =>
  layout(content, {
    title: `我为政府网站找错_${content.site.name}`,
    meta: {},
    main: '<h2>我为政府网站找错</h2><p>如发现网站内容有误或无法使用，请致电页面底部的联系电话，我们将在三个工作日内答复。</p>',
  })

const mostResults = 20

/** 站内搜索: public articles whose title holds the words, newest first. */
export function searchPage(content: SiteContent, words: string): string {
  const found = words === '' ? [] : [...content.byColumn.values()].flat().filter(({ title }) => title.includes(words))
  const newest = found.sort((a, b) => ((a.publishedAt ?? '') < (b.publishedAt ?? '') ? 1 : -1)).slice(0, mostResults)
  const list = newest.length > 0 ? articleList(newest) : '<p>没有找到相关内容，请换一个词再试。</p>'
  return layout(content, {
    title: `站内搜索_${content.site.name}`,
    meta: {},
    main: `<h2>站内搜索</h2><p>“${escaped(words)}”共 ${found.length} 条</p>${list}`,
  })
}

/** What is answered for an address that nothing stands under. */
export const missingPage = (content: SiteContent): string =>
  layout(content, {
    title: content.faults.answersEverything ? content.site.name : `404 页面不存在_${content.site.name}`,
    meta: {},
    main: '<h2>没有找到您要的内容</h2><p>您查找的内容可能已经移动或者删除，请返回首页，从上方的栏目重新查找，或者与我们联系。</p>',
  })

import type { Column } from '#shared/contract/column'
import type { SiteContent } from '#platform/public/site-content'
import { listAddress } from './addresses'
import { escaped, link } from './html'
import { layout } from './layout'
import { articleList, brokenLink } from './lists'

const rowsOfPage = 20

const typeNames: Readonly<Record<Column['type'], string>> = {
  news: '动态要闻',
  notice: '通知公告',
  policy: '政策文件',
  interpretation: '政策解读',
  leader: '领导信息',
  overview: '概况信息',
  service: '办事服务',
  interaction: '互动交流',
  data: '数据发布',
  special: '专题专栏',
}

function pager(path: string, page: number, pages: number): string {
  if (pages < 2) return ''
  const numbers = Array.from({ length: pages }, (_, index) => index + 1)
  const links = numbers.map((number) =>
    number === page ? `<span>${number}</span>` : link(listAddress(path, number), String(number)),
  )
  return `<div class="pager">${links.join(' ')}</div>`
}

/** One page of a column's list, from 1; null beyond the last. */
export function columnPage(content: SiteContent, column: Column, page: number): string | null {
  const articles = content.byColumn.get(column.id) ?? []
  const pages = Math.max(1, Math.ceil(articles.length / rowsOfPage))
  if (page < 1 || page > pages) return null
  const rows = articles.slice((page - 1) * rowsOfPage, page * rowsOfPage)
  const list = rows.length > 0 ? articleList(rows) : ''
  return layout(content, {
    title: `${column.name}_${content.site.name}`,
    meta: { ColumnName: column.name, ColumnType: typeNames[column.type] },
    main: `<h2>${escaped(column.name)}</h2>\n${list}${pager(column.path, page, pages)}${brokenLink(content, column.path)}`,
  })
}

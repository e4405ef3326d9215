import type { Finding } from '#shared/contract/finding'
import type { RectificationOrder } from '#shared/contract/rectification-order'
import { addDays } from '#shared/domain/calendar'
import { isOverdue, overStates } from '#shared/domain/supervision'
import { numbered, number, paragraph, text, heading } from '#core/reports/blocks'
import { counted, faults, groupedBy, inspected, orderFigures } from '#core/reports/figures'
import type { ReportKind } from '#core/reports/report-kind'
import type { ReportSource } from '#core/reports/report-source'

const columns = [
  text('子站', 20),
  text('标识码', 11),
  number('更新栏目', 8),
  number('问题', 6),
  number('已整改', 7),
  text('亮点', 22),
  text('短板', 26),
  text('下周重点', 26),
]

/** 每周点评: what each site did well and what it has to do next. */
export const kind: ReportKind = {
  title: '政府网站每周点评',
  about: '逐站点评更新量、问题数、整改、亮点、短板和下周重点',
  length: 'week',
  order: 10,
  build(source) {
    const sites = inspected(source)
    const found = faults(source)
    const [foundBySite, ordersBySite] = [groupedBy(found, siteOf), groupedBy(source.orders, siteOf)]
    const faulty = sites.filter(({ site }) => foundBySite.has(site.id))
    const clean = sites.length - faulty.length
    const figures = orderFigures(source)
    const rows = faulty.map(({ site }) =>
      note(source, { siteId: site.id, found: foundBySite.get(site.id) ?? [], orders: ordersBySite.get(site.id) ?? [] }),
    )
    return {
      title: this.title,
      subtitle: source.period.label,
      to: null,
      blocks: [
        heading('一、本周概况'),
        paragraph(
          `本周巡查子站 ${sites.length} 个，发现属实问题 ${found.length} 个，涉及子站 ${rows.length} 个；` +
            `${clean} 个子站未发现属实问题。开具整改单 ${figures.issued} 张，已办结 ${figures.closed} 张，逾期 ${figures.overdue} 张。`,
        ),
        heading('二、逐站点评'),
        numbered('逐站点评', columns, rows, '本周巡查的子站均未发现属实问题。'),
      ],
      issued: { by: '', on: source.today },
      copies: null,
      landscape: true,
    }
  },
}

const siteOf = ({ siteId }: { readonly siteId: string }) => siteId

interface OfSite {
  readonly siteId: string
  readonly found: readonly Finding[]
  readonly orders: readonly RectificationOrder[]
}

function note(source: ReportSource, { siteId, found, orders }: OfSite) {
  const mended = found.filter(({ state }) => ['rectified', 'verified', 'closed'].includes(state)).length
  const updated = source.updatedColumns.get(siteId) ?? 0
  const { name, code } = source.names.site(siteId)
  return [name, code, updated, found.length, mended, strengths(updated, mended, found.length), ...weaknesses()]

  function weaknesses(): readonly [string, string] {
    const kinds = counted(found, ({ indicator }) => source.names.indicator(indicator))
    const weak = kinds.slice(0, 3).map(([title, count]) => `${title} ${count} 处`)
    const due = orders.filter(({ state, dueOn }) => !isOver(state) && dueOn <= addDays(source.period.to, 7))
    const late = due.filter((order) => isOverdue(order, source.today)).length
    const next = late > 0 ? `督办逾期整改单 ${late} 张` : `按期办结整改单 ${due.length} 张`
    const rest = found.length - mended - orders.reduce((sum, { findingIds }) => sum + findingIds.length, 0)
    return [weak.join('；'), due.length > 0 ? next : rest > 0 ? `对 ${rest} 个属实问题开具整改单` : '巩固整改成果']
  }
}

const isOver = (state: RectificationOrder['state']) => overStates.some((over) => over === state)

function strengths(updated: number, mended: number, found: number): string {
  const said = [
    updated > 0 ? `${updated} 个栏目有更新` : '',
    mended > 0 ? `整改 ${mended} 处（${((mended / found) * 100).toFixed(0)}%）` : '',
  ].filter((words) => words !== '')
  return said.join('；') || '—'
}

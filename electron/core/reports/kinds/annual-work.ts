import { number, numbered, paragraph, text } from '#core/reports/blocks'
import type { ReportKind } from '#core/reports/report-kind'

const columns = [
  text('网站名称', 24),
  text('首页网址', 22),
  text('主办单位', 20),
  text('网站类型', 9),
  text('标识码', 11),
  text('ICP 备案号', 16),
  text('公安备案号', 16),
  number('信息发布', 9),
  number('更新栏目', 9),
  text('单位负责人', 10),
  text('联系电话', 13),
]

/** 工作年度报表 after 国办函〔2018〕12号, all sites in one table: what the console holds, to be completed by each site. */
export const kind: ReportKind = {
  title: '政府网站工作年度报表（汇总底表）',
  about: '国办函〔2018〕12号：逐站的登记信息与发布量，其余栏目由各网站补充',
  length: 'year',
  order: 51,
  build(source) {
    const rows = [...source.sites.values()]
      .filter(({ state }) => state !== 'applying' && state !== 'closed')
      .sort((one, other) => (one.code < other.code ? -1 : 1))
      .map((site) => [
        site.name,
        site.url,
        source.names.unit(site.unitId),
        site.type === 'portal' ? '政府门户' : '部门网站',
        site.code,
        site.icp ?? '',
        site.policeFiling ?? '',
        source.publishedArticles.get(site.id) ?? 0,
        source.updatedColumns.get(site.id) ?? 0,
        site.responsible,
        site.phone,
      ])
    return {
      title: this.title,
      subtitle: `${source.period.label}度`,
      to: null,
      blocks: [
        paragraph(
          '访问量、办事、互动、移动新媒体和创新发展等数据由各网站在导出的表格中补充；每年 1 月 31 日前在本网站首页公布。',
        ),
        numbered('工作年度报表', columns, rows, '没有登记的网站。'),
      ],
      issued: null,
      copies: null,
      landscape: true,
    }
  },
}

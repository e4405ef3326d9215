import type { ColumnType } from '#shared/contract/column'

/** A column as every site of a kind has it. */
export interface ColumnOutline {
  readonly slug: string
  readonly name: string
  readonly type: ColumnType
  readonly updateCycleDays: number | null
  /** Slug of the column above it. */
  readonly parent: string | null
  /** Share of the articles beyond the one that every column has. */
  readonly weight: number
}

interface Group {
  readonly type: ColumnType
  readonly cycle: number | null
  readonly weight: number
  /** `slug:name`, the first one above the others; `=days` or `=-` for an own cycle, `@type` for an own type. */
  readonly columns: string
}

/** Cycles keep to the update duties of the national check list: news two weeks, notices and policies half a year, plans a year. */
const groups: readonly Group[] = [
  {
    type: 'news',
    cycle: 14,
    weight: 5,
    columns: 'zwdt:政务动态 gzyw:工作要闻 bmdt:部门动态 jcdt:基层动态 tpxw:图片新闻 mtgz:媒体关注',
  },
  {
    type: 'notice',
    cycle: 183,
    weight: 3,
    columns: 'tzgg:通知公告 gsgs:公示 zbcg:采购招标 zkxx:招考信息 yjgz:预警告知',
  },
  {
    type: 'policy',
    cycle: 183,
    weight: 4,
    columns: 'zcwj:政策文件 gfxwj:规范性文件 zfwj:政府文件 bgwj:办公厅文件 bmwj:部门文件 flfg:法律法规 wjql:文件清理',
  },
  {
    type: 'interpretation',
    cycle: 183,
    weight: 2,
    columns: 'zcjd:政策解读 wzjd:文字解读 tjjd:图解政策 zjjd:专家解读 zcwd:政策问答',
  },
  {
    type: 'overview',
    cycle: null,
    weight: 0,
    columns:
      'jggk:机构概况 jgzn:机构职能 nsjg:内设机构 zsdw:直属单位 ldxx:领导信息@leader ldjh:领导讲话@leader rsxx:人事信息=366 ghjh:规划计划=366 bgzn:办公指南',
  },
  {
    type: 'data',
    cycle: 183,
    weight: 1,
    columns: 'sjfb:数据发布 tjsj:统计数据 tjgb:统计公报=366 sjjd:数据分析 yjsgk:预决算公开=366 zxzj:专项资金=366',
  },
  {
    type: 'service',
    cycle: null,
    weight: 0,
    columns:
      'bsfw:办事服务 grbs:个人办事 qybs:企业办事 bszn:办事指南 bgxz:表格下载 cjwt:常见问题 bmcx:便民查询 fwqd:服务清单',
  },
  {
    type: 'interaction',
    cycle: 183,
    weight: 1,
    columns:
      'hdjl:互动交流 zxxd:咨询选登=60 yjzj:意见征集 zxft:在线访谈 wsdc:网上调查 rdhy:热点回应 jybl:建议提案办理=366',
  },
  {
    type: 'special',
    cycle: 183,
    weight: 1,
    columns:
      'ztzl:专题专栏 yhyshj:优化营商环境 aqsc:安全生产 fzzf:法治政府建设 sthb:生态环保 zdly:重点领域信息 bmxc:保密宣传教育 pfxc:普法宣传',
  },
]

function outlineOf(entry: string, parent: string | null, group: Group): ColumnOutline {
  const [, slug = '', name = '', type, cycle] = /^(\w+):([^@=]+)(?:@(\w+))?(?:=(\d+))?$/.exec(entry) ?? []
  return {
    slug,
    name,
    type: type === 'leader' ? 'leader' : group.type,
    updateCycleDays: cycle ? Number(cycle) : group.cycle,
    parent,
    weight: group.weight,
  }
}

/** The sixty-odd columns of a site, parents before their children. */
export const columnOutline: readonly ColumnOutline[] = groups.flatMap((group) => {
  const entries = group.columns.split(' ')
  const top = entries[0]?.split(':')[0] ?? null
  return entries.map((entry, index) => outlineOf(entry, index === 0 ? null : top, group))
})

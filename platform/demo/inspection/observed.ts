import type { ObservedFinding } from '#shared/contract/finding'
import type { DefectKind } from '#platform/demo/defects'
import { instant } from '#platform/demo/demo-id'
import type { DemoSite } from '#platform/demo/sites'

type Seen = Pick<ObservedFinding, 'indicator' | 'severity' | 'detail'> & {
  readonly expected: string
  readonly actual: string
}

const plainly: Readonly<Partial<Record<DefectKind, Seen>>> = {
  down: {
    indicator: 'V2',
    severity: 'veto',
    detail: '首页无法访问：连接被中断',
    expected: '15 秒内打开首页',
    actual: '连接被中断',
  },
  unanswering: {
    indicator: 'V2',
    severity: 'veto',
    detail: '首页无法访问：在规定时间内没有打开',
    expected: '15 秒内打开首页',
    actual: '在规定时间内没有打开',
  },
  slow: {
    indicator: 'G13',
    severity: 'hint',
    detail: '页面加载用时 3.7 秒，超过 3 秒',
    expected: '3 秒内',
    actual: '3.7 秒',
  },
  'stale-home': {
    indicator: 'V3',
    severity: 'veto',
    detail: '首页两周内没有更新',
    expected: '14 天内有更新',
    actual: '已超过 30 天',
  },
  'broken-links': {
    indicator: 'D20',
    severity: 'deduct',
    detail: '首页链接打不开（返回 404），扣 1 分',
    expected: '链接有效',
    actual: '返回 404',
  },
  'soft-404': {
    indicator: 'D20',
    severity: 'deduct',
    detail: '首页链接内容不存在，却返回正常页面（返回 200），扣 1 分',
    expected: '链接有效',
    actual: '返回 200',
  },
  'missing-meta': {
    indicator: 'D21',
    severity: 'deduct',
    detail: '首页缺少 SiteIDCode 标签',
    expected: 'SiteIDCode',
    actual: '未发现',
  },
  'wrong-charset': {
    indicator: 'D25',
    severity: 'hint',
    detail: '页面声明编码 utf-8，实际为 gb18030，浏览器中会显示乱码',
    expected: 'gb18030',
    actual: 'utf-8',
  },
}

const inPlaces: Readonly<Partial<Record<DefectKind, (place: string) => Seen>>> = {
  'stale-columns': (slug) => ({
    indicator: ['zwdt', 'gzyw', 'bmdt', 'jcdt', 'tpxw'].includes(slug)
      ? 'D4'
      : ['rsxx', 'ghjh'].includes(slug)
        ? 'D8'
        : 'D5',
    severity: 'deduct',
    detail: '栏目未在规定时间内更新',
    expected: '按周期更新',
    actual: '超期未更新',
  }),
  'empty-columns': () => ({
    indicator: 'D8',
    severity: 'deduct',
    detail: '空白栏目，没有任何内容',
    expected: '栏目有内容',
    actual: '空白',
  }),
  'missing-footer': (item) => ({
    indicator: 'D19',
    severity: 'deduct',
    detail: `首页底部缺少${footerNames[item] ?? item}`,
    expected: footerNames[item] ?? item,
    actual: '未发现',
  }),
  'wrong-site-code': (code) => ({
    indicator: 'G10',
    severity: 'deduct',
    detail: `网站标识码 ${code} 与登记的不一致`,
    expected: '与登记一致',
    actual: code,
  }),
}

const footerNames: Readonly<Record<string, string>> = {
  report: '“我为政府网站找错”入口',
  siteCode: '网站标识码',
  police: '公安机关备案号',
  conac: '党政机关网站标识',
}

/** Where on the site it shows. */
const pathOf = (kind: DefectKind, place: string): string =>
  kind.endsWith('-columns') ? `columns/${place}/` : place.startsWith('/articles/') ? place.slice(1) : ''

/** What an inspection reports of a defect at one of its places, or nothing where it does not concern inspection. */
export function observedOf(site: DemoSite, kind: DefectKind, place: string, at: number): ObservedFinding | null {
  const seen = inPlaces[kind]?.(place) ?? plainly[kind]
  if (!seen) return null
  const url = site.site.url + pathOf(kind, place)
  const { indicator, severity, detail, expected, actual } = seen
  return { indicator, severity, url, detail, evidence: { seenAt: instant(at), finalUrl: url, expected, actual } }
}

/** A fault that a clean site had for a day. */
export function passingFault(site: DemoSite, number: number, at: number): ObservedFinding {
  const url = `${site.site.url}articles/${number}.html`
  return {
    indicator: 'D20',
    severity: 'deduct',
    url,
    detail: '内页链接打不开（返回 404），扣 0.1 分',
    evidence: {
      seenAt: instant(at),
      finalUrl: url,
      status: 404,
      verdict: 'dead',
      foundOn: [site.site.url],
      actual: '返回 404',
    },
  }
}

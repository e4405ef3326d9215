import type { LinkResult } from '#shared/inspection/gather/site-context'
import { describe, expect, it } from 'vitest'
import { aPage, aVisit, detailsOf, findingsOf, homeUrl } from '../gathered'

const items = {
  conac: '<a href="http://bszs.conac.cn/sitename"><img src="/red.png"></a>',
  mistakes: '<a href="https://zfwzgl.www.gov.cn/exposure/">我为政府网站找错</a>',
  code: '<p>网站标识码：9901210001</p>',
  icp: '<p>云ICP备12345678号-1</p>',
  police: '<p>云公网安备 99012102000001号</p>',
  owner: '<p>主办单位：青石县人民政府</p>',
  contact: '<p>联系电话：0000-1234567</p>',
}
const footer = (left: Partial<typeof items> = items): string =>
  `<p>x</p><footer>${Object.values(left).join('')}</footer>`
const without = (name: keyof typeof items): string =>
  footer(Object.fromEntries(Object.entries(items).filter(([key]) => key !== name)))

describe('D19', () => {
  it('is silent over a complete footer, marked as one or not', () => {
    expect(findingsOf('D19', { home: footer() })).toEqual([])
    expect(findingsOf('D19', { home: footer().replaceAll('footer', 'section') })).toEqual([])
    expect(
      findingsOf('D19', { home: footer().replace('<footer>', '<div class="footer">').replace('</footer>', '</div>') }),
    ).toEqual([])
  })

  it.each([
    ['conac', '党政机关网站标识'],
    ['mistakes', '“我为政府网站找错”入口'],
    ['code', '网站标识码'],
    ['icp', 'ICP 备案号'],
    ['police', '公安机关备案号'],
    ['owner', '主办单位'],
    ['contact', '联系方式'],
  ] as const)('misses %s and names it', (name, label) => {
    expect(detailsOf('D19', { home: without(name) })).toEqual([`首页底部缺少${label}`])
  })

  it('does not count what stands in the news instead of the footer', () => {
    const home = `<li><a href="/a">主办单位：谁来负责</a></li>${without('owner')}`
    expect(detailsOf('D19', { home })).toEqual(['首页底部缺少主办单位'])
  })

  it('reports each missing item by itself', () => {
    expect(findingsOf('D19', { home: '<p>x</p><footer></footer>' })).toHaveLength(7)
  })
})

const coded = (shown: string, tag = shown): string =>
  `<meta name="SiteIDCode" content="${tag}"><footer>网站标识码：${shown}</footer>`

describe('G10', () => {
  it('is silent over the registered code, a ministry code, and a page without one', () => {
    expect(
      findingsOf('G10', { home: coded('9901210001'), target: { code: '9901210001', regionCode: '990121' } }),
    ).toEqual([])
    expect(findingsOf('G10', { home: coded('bm55000001'), target: { regionCode: '990121' } })).toEqual([])
    expect(findingsOf('G10', { home: '<footer></footer>', target: { code: '9901210001' } })).toEqual([])
  })

  it.each(['990121001', '99012100011', 'bm5500001', '990121000X'])('reports the malformed code %s', (code) => {
    expect(detailsOf('G10', { home: coded(code) })).toEqual([`网站标识码 ${code} 格式不对`])
  })

  it('reports a code other than the registered one once, though it shows twice', () => {
    expect(detailsOf('G10', { home: coded('9901210002'), target: { code: '9901210001' } })).toEqual([
      '网站标识码 9901210002 与登记的 9901210001 不一致',
    ])
  })

  it('reports a code of another region where no code is registered', () => {
    expect(detailsOf('G10', { home: coded('9902210002'), target: { regionCode: '990121' } })).toEqual([
      '网站标识码 9902210002 的区划与登记区划 990121 不符',
    ])
  })

  it('reports footer and tag that differ', () => {
    expect(detailsOf('G10', { home: coded('9901210001', '9901210002') })).toHaveLength(1)
  })
})

describe('D21', () => {
  it('is silent where every kind of page has its tags', () => {
    const home =
      '<meta name="SiteName" content="a"><meta name="sitedomain" content="b"><meta name="SITEIDCODE" content="c">'
    expect(findingsOf('D21', { home })).toEqual([])
  })

  it('names the tags that are missing or empty', () => {
    const home = '<meta name="SiteName" content=" "><meta name="SiteDomain" content="b">'
    expect(detailsOf('D21', { home })).toEqual(['首页缺少标签 SiteName、SiteIDCode'])
  })

  it('puts pages that lack the same tags into one finding', () => {
    const tags = '<meta name="ArticleTitle" content="a"><meta name="PubDate" content="2026-11-20">'
    const articles = [1, 2, 3].map((id) => aPage('article', `${homeUrl}${id}.html`, tags))
    const columns = [
      aPage('column', `${homeUrl}c/`, '<meta name="ColumnName" content="a"><meta name="ColumnType" content="b">'),
    ]
    const found = findingsOf('D21', { columns, articles })
    expect(found.map(({ detail }) => detail)).toEqual(['内容页缺少标签 ContentSource（3/3 个页面）'])
    expect(found[0]?.evidence.foundOn).toHaveLength(3)
  })
})

const aLink = (verdict: LinkResult['verdict'], isOnHome: boolean): LinkResult => ({
  url: `${homeUrl}x.html`,
  verdict,
  isOnHome,
  foundOn: [homeUrl],
  visit: aVisit(`${homeUrl}x.html`, { status: 404 }),
})

describe('D20', () => {
  it('says nothing of sound links and of those we could not ask', () => {
    expect(findingsOf('D20', { links: [aLink('ok', true), aLink('failed-here', true)] })).toEqual([])
  })

  it('weighs a link of the home page ten times one below', () => {
    expect(detailsOf('D20', { links: [aLink('dead', true), aLink('dead', false)] })).toEqual([
      '首页链接打不开（返回 404），扣 1 分',
      '内页链接打不开（返回 404），扣 0.1 分',
    ])
  })

  it.each([
    ['dead', 'deduct'],
    ['soft-404', 'deduct'],
    ['danger', 'deduct'],
    ['uncertain', 'hint'],
  ] as const)('makes %s a %s', (verdict, severity) => {
    expect(findingsOf('D20', { links: [aLink(verdict, true)] })).toMatchObject([{ severity, evidence: { verdict } }])
  })
})

it('D25 hints at a page that a browser shows as garbage', () => {
  const found = findingsOf('D25', {
    home: '<p>各乡镇人民政府</p>',
    homeVisit: { contentType: 'text/html; charset=big5' },
  })
  expect(found).toMatchObject([{ severity: 'hint', evidence: { expected: 'utf-8', actual: 'big5' } }])
})

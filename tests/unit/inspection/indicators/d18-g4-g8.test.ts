import { describe, expect, it } from 'vitest'
import { aVisit, contextOf, detailsOf, findingsOf } from '../gathered'
import { indicators } from '#shared/inspection/indicators'
import { defaultPlan } from '#shared/inspection/plan'
import type { SiteTarget } from '#shared/inspection/target'

const told = (id: string, url: string, target: Partial<SiteTarget> = {}): string[] =>
  detailsOf(id, {
    home: '<title>青石县人民政府</title>',
    homeVisit: { url, finalUrl: url },
    target: { url, ...target },
  })

describe('D18', () => {
  it.each([
    'http://www.qingshi.gov.cn/',
    'http://青石.政务/',
    'http://www.a.test/',
    'http://x.gov.example/',
    'http://127.0.0.1/',
  ])('is silent over %s', (url) => {
    expect(told('D18', url)).toEqual([])
  })

  it.each(['www.qingshi.com', 'www.qingshi-gov.cn', 'www.qingshigov.cn'])('reports %s', (host) => {
    expect(told('D18', `http://${host}/`)).toEqual([`域名 ${host} 不是政府网站域名`])
  })

  it('compares the name that the page gives with the registered one', () => {
    const named = (name: string) =>
      detailsOf('D18', {
        home: `<title>${name}</title><meta name="SiteName" content="${name}">`,
        target: { name: '青石县人民政府' },
      })
    expect(named('青石县人民政府门户网站')).toEqual([])
    expect(named('云川省青石县人民政府')).toEqual([])
    expect(named('白石县人民政府')).toEqual(['网站名称“白石县人民政府”与登记的“青石县人民政府”不一致'])
  })
})

describe('G4', () => {
  it('asks the form of a domain only where the registry says what the site is', () => {
    expect(told('G4', 'http://qingshi.gov.cn/')).toEqual([])
    expect(told('G4', 'http://www.qingshi.gov.cn/', { type: 'portal' })).toEqual([])
    expect(told('G4', 'http://qs.qingshi.gov.cn/', { type: 'portal' })).toHaveLength(1)
    expect(told('G4', 'http://jyj.qingshi.gov.cn/', { type: 'department' })).toEqual([])
    expect(told('G4', 'http://www.a.test/', { type: 'portal' })).toEqual([])
  })

  it('reports registered columns under the domain of somebody else', () => {
    const columns = [
      { name: '要闻', url: '/yw/' },
      { name: '公开', url: 'http://zwgk.qingshi.gov.cn/' },
      { name: '信箱', url: 'http://www.mail.com/qs/' },
    ]
    expect(told('G4', 'http://www.qingshi.gov.cn/', { columns })).toEqual(['栏目“信箱”不在本网站域名下'])
  })
})

describe('G8', () => {
  it('hints at an address that sends visitors to another domain', () => {
    const visit = (finalUrl: string) => ({ home: '<p>x</p>', homeVisit: { ...aVisit('http://www.a.test/'), finalUrl } })
    expect(findingsOf('G8', visit('https://www.a.test/index.html'))).toEqual([])
    expect(findingsOf('G8', visit('http://portal.a.test/'))).toEqual([])
    expect(findingsOf('G8', visit('http://www.b.test/'))).toMatchObject([
      { severity: 'hint', evidence: { actual: 'www.b.test' } },
    ])
  })
})

describe.each(['migrating', 'closing'] as const)('G7 of a site that is %s', (state) => {
  const told = (home: string) => findingsOf('G7', { home, target: { state } })

  it('wants a notice on the home page', () => {
    expect(told('<p>本网站将于2026年12月1日整体迁移至县政府门户网站的公告</p>')).toEqual([])
    expect(told('<a href="/1.html">关于网站下线的公告</a>')).toEqual([])
    expect(told('<p>要闻</p>')).toMatchObject([{ severity: 'deduct' }])
  })

  it('cannot tell where a script may show it', () => {
    expect(told('<p>要闻</p><script>popup()</script>')).toEqual([])
  })
})

it('G7 asks nothing of a running site', () => {
  expect(findingsOf('G7', { home: '<p>要闻</p>', target: { state: 'running' } })).toEqual([])
})

it('G9 hints at sites that are registered as shut and still open', () => {
  const told = (state: SiteTarget['state']) =>
    detailsOf('G9', { home: '<p>x</p>', target: state === undefined ? {} : { state } })
  expect(told('closed')).toEqual(['网站登记为已关停，但首页仍可访问'])
  expect(told('running')).toEqual([])
  expect(told(undefined)).toEqual([])
  expect(findingsOf('G9', { homeVisit: { outcome: 'refused' }, target: { state: 'closed' } })).toEqual([])
})

it('every indicator stands in the plan with its clause, and says nothing of a site that was not read', () => {
  for (const { id } of indicators) expect(defaultPlan.indicators[id]?.source).toBeTruthy()
  const nothing = contextOf({ homeVisit: { outcome: 'refused' } })
  expect(indicators.filter(({ id }) => id !== 'V2').flatMap((indicator) => indicator.evaluate(nothing))).toEqual([])
})

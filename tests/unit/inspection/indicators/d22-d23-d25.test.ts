import type { SearchTry } from '#shared/inspection/gather/try-search'
import { describe, expect, it } from 'vitest'
import { aColumn, aVisit, detailsOf, findingsOf, homeUrl } from '../gathered'

describe('D22', () => {
  it.each(['absent', 'silent'] as const)('reports a home page whose IPv6 address is %s', (ipv6) => {
    expect(findingsOf('D22', { home: 'x', extras: { ipv6 } })).toMatchObject([{ severity: 'deduct', url: homeUrl }])
  })

  it.each(['reachable', 'unknown'] as const)('is silent where it is %s', (ipv6) => {
    expect(findingsOf('D22', { home: 'x', extras: { ipv6 } })).toEqual([])
  })
})

const aTry = (outcome: SearchTry['outcome'], title = '关于供水的通知'): SearchTry => ({
  title,
  outcome,
  visit: aVisit(`${homeUrl}search?q=1`),
})
const searched = (...tries: readonly SearchTry[]) =>
  findingsOf('D23', { home: 'x', extras: { search: { entry: 'form', tries } } }).map(({ severity }) => severity)

describe('D23', () => {
  it('is silent where a title is found, or no answer could be read', () => {
    expect(searched(aTry('found'))).toEqual([])
    expect(searched(aTry('missed'), aTry('found'))).toEqual([])
    expect(searched(aTry('missed'), aTry('unknown'))).toEqual([])
    expect(searched()).toEqual([])
  })

  it('is certain after two titles, and hints after a single one', () => {
    expect(searched(aTry('missed'), aTry('missed', '另一件事的公告'))).toEqual(['deduct', 'deduct'])
    expect(searched(aTry('missed'))).toEqual(['hint'])
  })

  it('reports a portal without any search, and nobody else', () => {
    const search = { entry: 'none', tries: [] } as const
    expect(detailsOf('D23', { home: 'x', target: { type: 'portal' }, extras: { search } })).toEqual([
      '首页没有站内搜索',
    ])
    expect(detailsOf('D23', { home: 'x', extras: { search } })).toEqual([])
  })
})

describe('D25 over titles', () => {
  it.each(['无标题文档', 'Untitled Document', 'index', '新建网页 1'])('hints at %s', (title) => {
    expect(findingsOf('D25', { home: `<title>${title}</title>` })).toMatchObject([
      { severity: 'hint', evidence: { actual: title } },
    ])
  })

  it('is silent over names, and over a page without a title', () => {
    expect(
      findingsOf('D25', { home: '<title>青石县人民政府</title>', columns: [aColumn('动态', ['2026-11-20'])] }),
    ).toEqual([])
  })
})

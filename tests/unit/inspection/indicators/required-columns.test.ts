import { describe, expect, it } from 'vitest'
import { aColumn, contextOf, detailsOf, findingsOf, portalHome } from '../gathered'
import { evaluateIndicators } from '#shared/inspection/indicators'

const portal = { type: 'portal' } as const

describe.each([
  ['D1', '青石概况', '概况信息'],
  ['D2', '机构职能', '机构职能'],
  ['D3', '领导之窗', '领导信息'],
  ['D6', '政策解读', '政策解读'],
  ['D16', '意见征集', '征集调查'],
  ['D17', '在线访谈', '在线访谈'],
] as const)('%s', (id, name, label) => {
  it('is silent where a portal has the column', () => {
    expect(findingsOf(id, { home: portalHome(name), target: portal })).toEqual([])
  })

  it('reports a portal without it', () => {
    expect(detailsOf(id, { home: portalHome(), target: portal })).toEqual([`门户网站没有“${label}”栏目`])
  })

  it('says nothing of other sites, of menus that a script draws, and of a home page read alone', () => {
    expect(findingsOf(id, { home: portalHome() })).toEqual([])
    expect(findingsOf(id, { home: portalHome(), target: { type: 'department' } })).toEqual([])
    expect(findingsOf(id, { home: '<a href="/x/">x</a>', target: portal })).toEqual([])
    expect(findingsOf(id, { home: portalHome(), target: portal, plan: { depth: 0 } })).toEqual([])
  })
})

describe.each([
  ['D16', '民意征集', '征集调查'],
  ['D17', '在线访谈', '在线访谈'],
] as const)('%s by the year', (id, name, label) => {
  const days = (count: number) => Array.from({ length: count }, (_, at) => `2026-${String(at + 1).padStart(2, '0')}-10`)

  it('counts six within the last year', () => {
    expect(findingsOf(id, { columns: [aColumn(name, days(6))], target: portal })).toEqual([])
    expect(detailsOf(id, { columns: [aColumn(name, [...days(5), '2025-11-22'])], target: portal })).toEqual([
      `近一年“${label}”只有 5 次，少于 6 次`,
    ])
  })

  it('says nothing where rows are undated, or of a department', () => {
    expect(findingsOf(id, { columns: [aColumn(name, [...days(2), ''])], target: portal })).toEqual([])
    expect(findingsOf(id, { columns: [aColumn(name, days(2))] })).toEqual([])
  })
})

it('nothing at all is said of a bare page whose site nobody knows', () => {
  const all = evaluateIndicators(
    contextOf({ home: '<title>某县</title><li><a href="/1.html">消息</a>2026-11-22</li>' }),
  )
  expect([...new Set(all.map(({ indicator }) => indicator))].sort()).toEqual(['D19', 'D21'])
})

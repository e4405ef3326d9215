import { describe, expect, it } from 'vitest'
import { aPage, detailsOf, findingsOf, homeUrl } from '../gathered'

const elements = {
  事项名称: '取水许可',
  设定依据: '《取水许可条例》第三条',
  申请条件: '有合理的用水计划',
  申请材料: '申请表一份、身份证明',
  办理地点: '政务服务中心三楼',
  办理时间: '工作日上午九时至十二时',
  联系电话: '0000-1234567',
  办理流程: '申请、受理、审查、决定',
}
type Name = keyof typeof elements
const guideAt = (id: number, names: readonly Name[], changes: Partial<typeof elements> = {}) => {
  const rows = names.map((name) => `<tr><th>${name}</th><td>${changes[name] ?? elements[name]}</td></tr>`)
  return aPage(
    'other',
    `${homeUrl}guide/${id}.html`,
    `<title>取水许可${id}</title><main><table>${rows.join('')}</table></main>`,
  )
}
const all = Object.keys(elements) as Name[]
const without = (...left: readonly Name[]) => all.filter((name) => !left.includes(name))

describe('D10', () => {
  it('is silent over a guide with all elements, in a table or in lines', () => {
    const lines = all.map((name, at) => `<p>${at + 1}、${name}：${elements[name]}</p>`).join('')
    const page = aPage('other', `${homeUrl}guide/9.html`, `<title>取水许可</title><main>${lines}</main>`)
    expect(findingsOf('D10', { extras: { guides: [guideAt(1, all), page] } })).toEqual([])
  })

  it('names what a guide lacks', () => {
    expect(detailsOf('D10', { extras: { guides: [guideAt(1, without('办理地点', '联系电话'))] } })).toEqual([
      '办事指南“取水许可1”缺少办理地点、联系电话',
    ])
  })

  it('lets the title stand for the name of the matter', () => {
    expect(findingsOf('D10', { extras: { guides: [guideAt(1, without('事项名称'))] } })).toEqual([])
  })

  it('hints at an element that says nothing', () => {
    const vague = guideAt(1, all, { 申请材料: '身份证、其他相关材料' })
    expect(findingsOf('D10', { extras: { guides: [vague] } })).toMatchObject([
      { severity: 'hint', detail: '办事指南“取水许可1”表述含糊：办理材料' },
    ])
  })

  it('does not take prose that speaks of such things for a guide', () => {
    const prose = '<p>各单位应当公开办理时间和联系电话，优化办理流程，明确申请条件。</p>'
    expect(findingsOf('D10', { extras: { guides: [aPage('other', homeUrl, `<main>${prose}</main>`)] } })).toEqual([])
  })
})

describe('V6', () => {
  const poor = (count: number) => Array.from({ length: count }, (_, at) => guideAt(at, all.slice(0, 4)))
  const service = (count: number, more = '') => {
    const rows = Array.from({ length: count }, (_, at) => `<li><a href="/guide/${at}.html">取水许可${at}</a></li>`)
    return aPage(
      'column',
      `${homeUrl}bs/`,
      `<meta name="ColumnName" content="办事指南"><main><ul>${rows.join('')}</ul>${more}</main>`,
    )
  }

  it('vetoes five guides that lack four classes each, not four of more', () => {
    expect(findingsOf('V6', { extras: { guides: poor(5) } })).toMatchObject([{ severity: 'veto' }])
    expect(findingsOf('V6', { extras: { guides: [...poor(4), guideAt(8, all)] } })).toEqual([])
  })

  it('does not count guides that lack three', () => {
    const guides = Array.from({ length: 5 }, (_, at) => guideAt(at, all.slice(0, 5)))
    expect(findingsOf('V6', { extras: { guides } })).toEqual([])
  })

  it('vetoes fewer where these are all that there are', () => {
    expect(findingsOf('V6', { columns: [service(2)], extras: { guides: poor(2) } })).toHaveLength(1)
    expect(findingsOf('V6', { columns: [service(3)], extras: { guides: poor(2) } })).toEqual([])
    expect(
      findingsOf('V6', { columns: [service(2, '<a href="/2/">下一页</a>')], extras: { guides: poor(2) } }),
    ).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { aColumn, aPage, detailsOf, findingsOf, homeUrl } from '../gathered'

const listed = (date: string): string =>
  `<ul><li><a href="/articles/1.html">县长调研工业园区</a><span>${date}</span></li></ul>`

describe('V3', () => {
  it.each(['2026-11-23', '2026-11-09'])('is silent when the newest item is of %s', (date) => {
    expect(findingsOf('V3', { home: listed(date) })).toEqual([])
  })

  it('reports a home page whose newest item is over two weeks old', () => {
    const [finding] = findingsOf('V3', { home: listed('2026-11-08') + listed('2026-01-01') })
    expect(finding).toMatchObject({ severity: 'veto', evidence: { actual: '2026-11-08' } })
  })

  it('does not let a date ahead of today count', () => {
    expect(findingsOf('V3', { home: listed('2027-11-20') })).toHaveLength(1)
  })

  it('does not let the year of the footer or a date inside a title count', () => {
    const home =
      '<ul><li><a href="/a.html">关于2026年11月20日停水的通知</a></li></ul><footer>更新于 2026-11-22</footer>'
    expect(detailsOf('V3', { home })).toEqual(['首页 14 天内没有更新：没有注明日期的内容，视为不更新'])
  })

  it('takes the publication date of an article where the list shows none', () => {
    const article = aPage('article', `${homeUrl}a.html`, '<meta name="PubDate" content="2026-11-20 09:00">')
    expect(findingsOf('V3', { home: '<li><a href="/a.html">县长调研</a></li>', articles: [article] })).toEqual([])
  })

  it('believes the date shown over the publication date of the article', () => {
    const article = aPage('article', `${homeUrl}articles/1.html`, '<meta name="PubDate" content="2026-11-20 09:00">')
    expect(findingsOf('V3', { home: listed('2026-01-01'), articles: [article] })).toHaveLength(1)
  })

  it('judges a mere entry page by its columns, and does not judge it at depth 0', () => {
    const home = '<nav><a href="/columns/x/">动态</a></nav>'
    expect(findingsOf('V3', { home, columns: [aColumn('x', ['2026-11-20'])] })).toEqual([])
    expect(findingsOf('V3', { home, columns: [aColumn('x', ['2026-10-20'])] })).toHaveLength(1)
    expect(findingsOf('V3', { home, plan: { depth: 0 } })).toEqual([])
  })
})

const stale = (count: number, type: string, day: string) =>
  Array.from({ length: count }, (_, at) => aColumn(`${type}${at}`, [day], { type }))

describe('single columns', () => {
  it('are due after two weeks for news and six months for notices and policy', () => {
    const columns = [
      aColumn('甲', ['2026-11-09'], { type: '动态要闻' }),
      aColumn('乙', ['2026-11-08', '2026-10-01'], { type: '动态要闻' }),
      aColumn('丙', ['2026-06-01'], { type: '通知公告' }),
      aColumn('丁', ['2026-05-01'], { type: '政策文件' }),
    ]
    expect(detailsOf('D4', { columns })).toEqual(['栏目“乙”应在 14 天内更新，最近一条为 2026-11-08'])
    expect(detailsOf('D5', { columns })).toEqual(['栏目“丁”应在 183 天内更新，最近一条为 2026-05-01'])
    expect(findingsOf('D8', { columns })).toEqual([])
  })

  it('are judged by name only where no type is declared', () => {
    expect(detailsOf('D4', { columns: [aColumn('工作动态', ['2026-01-01'])] })).toHaveLength(1)
    expect(detailsOf('D4', { columns: [aColumn('工作动态', ['2026-01-01'], { type: '专题专栏' })] })).toEqual([])
    expect(detailsOf('D8', { columns: [aColumn('人事信息', ['2025-01-01'], { type: '机构概况' })] })).toHaveLength(1)
  })

  it('are judged by the registered cycle where no clause has one', () => {
    const column = { name: '专题', url: '/z/', type: 'special', updateCycleDays: 30 }
    expect(detailsOf('D8', { columns: [aColumn('专题', ['2026-10-20'], { column })] })).toEqual([
      '栏目“专题”应在 30 天内更新，最近一条为 2026-10-20',
    ])
    const free = { ...column, updateCycleDays: null }
    expect(findingsOf('D8', { columns: [aColumn('专题', ['2020-10-20'], { column: free })] })).toEqual([])
  })

  it('count as stale without dates', () => {
    expect(detailsOf('D4', { columns: [aColumn('动态', [''], { type: '动态要闻' })] })).toEqual([
      '栏目“动态”应在 14 天内更新，列表未注明日期，视为不更新',
    ])
  })
})

describe('blank columns', () => {
  it('deduct once, under D8 only', () => {
    const columns = [aColumn('动态', [], { type: '动态要闻' })]
    expect(detailsOf('D8', { columns })).toEqual(['栏目“动态”为空白栏目，没有任何内容'])
    expect(findingsOf('D4', { columns })).toEqual([])
  })

  it('are known though the template puts a menu into the body', () => {
    const menu = '<div><a href="/columns/a/">甲栏</a><a href="/columns/b/">乙栏</a></div>'
    const column = (name: string, body: string) =>
      aPage('column', `${homeUrl}columns/${name}/`, `<meta name="ColumnName" content="${name}">${menu}<ul>${body}</ul>`)
    const item = '<li><a href="/articles/1.html">消息</a>2026-11-20</li>'
    const columns = [column('c', item), column('d', item.replace('1.html', '2.html')), column('e', '')]
    expect(detailsOf('D8', { columns })).toEqual(['栏目“e”为空白栏目，没有任何内容'])
  })

  it('are not pages of plain text', () => {
    const text = `<meta name="ColumnName" content="概况"><main><p>${'青石县位于云川省东部，辖十二个乡镇。'.repeat(4)}</p></main>`
    expect(findingsOf('D8', { columns: [aPage('column', `${homeUrl}gk/`, text)] })).toEqual([])
  })
})

describe('V4', () => {
  it('vetoes at five stale news and policy columns, not at four', () => {
    const news = (count: number) => [...stale(count, '动态要闻', '2026-01-01'), ...stale(2, '政策文件', '2026-01-01')]
    expect(findingsOf('V4', { columns: news(2) })).toEqual([])
    expect(detailsOf('V4', { columns: news(3) })).toEqual([
      '动态要闻、通知公告、政策文件类栏目应更新未更新 5 个，达到 5 个的否决标准',
    ])
  })

  it('vetoes at ten stale columns of any kind, not at nine', () => {
    expect(findingsOf('V4', { columns: stale(9, '人事信息', '2020-01-01') })).toEqual([])
    expect(findingsOf('V4', { columns: stale(10, '人事信息', '2020-01-01') })).toHaveLength(1)
  })

  it('vetoes at five blank columns, not at four, and names them', () => {
    const blank = (count: number) => Array.from({ length: count }, (_, at) => aColumn(`空${at}`, []))
    expect(findingsOf('V4', { columns: blank(4) })).toEqual([])
    expect(findingsOf('V4', { columns: blank(5) })).toMatchObject([
      { severity: 'veto', evidence: { excerpt: '空0、空1、空2、空3、空4', actual: '5 个' } },
    ])
  })
})

import { describe, expect, it } from 'vitest'
import { aColumn, aPage, detailsOf, findingsOf, homeUrl } from '../gathered'

const link = '<a href="/jiucuo.html">我为政府网站找错</a>'
const footer = (text: string) => `<p>x</p><footer>${text}</footer>`

describe('D19 over forms', () => {
  it('shows a filing number that is there but malformed', () => {
    expect(detailsOf('D19', { home: footer('<span>云ICP备123号</span>') })).toContain(
      '首页底部ICP 备案号格式不对：云ICP备123号',
    )
    expect(detailsOf('D19', { home: footer('<span>云公网安备 9901号</span>') })).toContain(
      '首页底部公安机关备案号格式不对：云公网安备 9901号',
    )
  })
})

describe('G11', () => {
  const told = (home: string, regionCode = '350100') => detailsOf('G11', { home: footer(home), target: { regionCode } })

  it('is silent over numbers of the own province, and over regions that nobody knows', () => {
    expect(told(`闽ICP备12345678号 闽公网安备 35010002000001号 ${link}`)).toEqual([])
    expect(told('云ICP备12345678号 云公网安备 99012102000001号', '990121')).toEqual([])
    expect(detailsOf('G11', { home: footer('京ICP备12345678号') })).toEqual([])
  })

  it('hints at numbers of another province', () => {
    expect(told('京ICP备12345678号')).toEqual(['ICP 备案号属于“京”，与登记区划不符'])
    expect(told('京公网安备 11010502000001号')).toEqual(['公安备案号以 11 开头，与登记区划不符'])
  })

  it('reports 找错 that leads nowhere, unless a script may make it', () => {
    expect(told('<span>我为政府网站找错</span>')).toEqual(['“我为政府网站找错”只有文字，没有链接'])
    expect(told('<span>我为政府网站找错</span><script src="/jc.js"></script>')).toEqual([])
    expect(told('<a href="https://zfwzgl.www.gov.cn/"><img src="/jc.png"></a>我为政府网站找错')).toEqual([])
  })

  it('asks for what else a plan demands', () => {
    const plan = { indicators: { G11: { thresholds: { items: [{ label: '站点地图', match: '站点地图|网站地图' }] } } } }
    expect(detailsOf('G11', { home: footer(link), plan })).toEqual(['首页底部缺少站点地图'])
    expect(detailsOf('G11', { home: footer(`${link}<a href="/map">网站地图</a>`), plan })).toEqual([])
  })
})

const article = (id: number, tags: string, body = '<p>正文</p>') =>
  aPage(
    'article',
    `${homeUrl}articles/${id}.html`,
    `<meta name="ArticleTitle" content="第${id}号">${tags}<main>${body}</main>`,
  )
const dated = (date: string) => `<meta name="PubDate" content="${date}"><meta name="ContentSource" content="县府办">`

describe('G12', () => {
  it('is silent over well-formed tags', () => {
    const articles = [article(1, dated('2026-11-20 09:30')), article(2, dated('2026-11-20 09:30:05'))]
    expect(findingsOf('G12', { home: '<meta name="SiteDomain" content="www.b.test">', articles })).toEqual([])
  })

  it('puts malformed dates into one hint', () => {
    const articles = [article(1, dated('2026/11/20')), article(2, dated('20日')), article(3, dated('2026-11-20 09:30'))]
    expect(detailsOf('G12', { articles })).toContain('PubDate 标签“2026/11/20”格式不对（2 个页面）')
  })

  it('compares SiteDomain with the real domain', () => {
    const told = (domain: string) =>
      detailsOf('G12', {
        home: `<meta name="SiteDomain" content="${domain}">`,
        homeVisit: { finalUrl: 'http://www.qingshi.gov.cn/' },
      })
    expect(told('http://www.qingshi.gov.cn/')).toEqual([])
    expect(told('qingshi.gov.cn')).toEqual([])
    expect(told('www.baishi.gov.cn')).toEqual(['SiteDomain 标签为 www.baishi.gov.cn，与实际域名不符'])
  })

  it('hints at an article that no tag, text or list dates', () => {
    expect(detailsOf('G12', { articles: [article(1, '')] })).toEqual(['文章没有注明发布日期'])
    expect(detailsOf('G12', { articles: [article(1, '', '<p>发布时间：2026年11月3日</p>')] })).toEqual([])
    const listed = aPage(
      'article',
      aColumn('甲', ['2026-11-20']).page.items[0]?.url ?? '',
      '<meta name="ArticleTitle" content="x">',
    )
    expect(detailsOf('G12', { columns: [aColumn('甲', ['2026-11-20'])], articles: [listed] })).toEqual([])
  })
})

describe('G16', () => {
  it('hints once at articles that name no source', () => {
    expect(
      detailsOf('G16', { articles: [article(1, ''), article(2, ''), article(3, dated('2026-11-20 09:30'))] }),
    ).toEqual(['2 篇文章没有注明来源'])
  })

  it('accepts a source in the text, and leaves pages with scripts alone', () => {
    expect(
      findingsOf('G16', {
        articles: [article(1, '', '<p>来源：县融媒体中心</p>'), article(2, '', '<script>s()</script>')],
      }),
    ).toEqual([])
  })
})

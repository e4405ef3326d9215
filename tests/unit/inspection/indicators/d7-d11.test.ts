import type { LinkResult } from '#shared/inspection/gather/site-context'
import { describe, expect, it } from 'vitest'
import { aPage, aVisit, detailsOf, findingsOf, homeUrl } from '../gathered'

const file = '<li><a href="/zc/1.html">青石县优化营商环境若干措施</a><span>2026-11-01</span></li>'
const interpretation = (body: string, title = '《青石县优化营商环境若干措施》解读') =>
  aPage('article', `${homeUrl}jd/1.html`, `<meta name="ArticleTitle" content="${title}"><main>${body}</main>`)

describe('D7', () => {
  it('hints at an interpretation that does not lead to a file which the site lists', () => {
    expect(findingsOf('D7', { home: file, articles: [interpretation('<p>一、背景</p>')] })).toMatchObject([
      { severity: 'hint', url: `${homeUrl}jd/1.html`, evidence: { foundOn: [`${homeUrl}zc/1.html`] } },
    ])
  })

  it('is silent where it does, by address or by name', () => {
    expect(findingsOf('D7', { home: file, articles: [interpretation('<a href="/zc/1.html">原文</a>')] })).toEqual([])
    const named = '<a href="http://b.test/9.html">《青石县优化营商环境若干措施》</a>'
    expect(findingsOf('D7', { home: file, articles: [interpretation(named)] })).toEqual([])
  })

  it('says nothing of files that nobody has seen on the site, of other articles, and of pages with scripts', () => {
    expect(findingsOf('D7', { articles: [interpretation('<p>一</p>')] })).toEqual([])
    expect(
      findingsOf('D7', {
        home: file,
        articles: [interpretation('<p>一</p>', '贯彻《青石县优化营商环境若干措施》工作会议召开')],
      }),
    ).toEqual([])
    expect(findingsOf('D7', { home: file, articles: [interpretation('<script>related()</script>')] })).toEqual([])
  })
})

const aLink = (name: string, verdict: LinkResult['verdict'], contentType: string): LinkResult => ({
  url: `${homeUrl}files/${encodeURIComponent(name)}`,
  verdict,
  isOnHome: false,
  foundOn: [homeUrl],
  visit: aVisit(homeUrl, { contentType, status: verdict === 'dead' ? 404 : 200 }),
})

describe('D11', () => {
  it('is silent over files, and over pages that call themselves pages', () => {
    const links = [
      aLink('申请表.docx', 'ok', 'application/msword'),
      aLink('a.html', 'ok', 'text/html'),
      aLink('b.pdf', 'ok', ''),
    ]
    expect(findingsOf('D11', { links, extras: { guideFiles: [aLink('c.doc', 'ok', 'application/msword')] } })).toEqual(
      [],
    )
  })

  it('reports a file in whose place a page comes', () => {
    expect(detailsOf('D11', { links: [aLink('申请表.docx', 'ok', 'text/html; charset=utf-8')] })).toEqual([
      '附件打开的是网页，不是文件：申请表.docx',
    ])
  })

  it('reports a dead file of a guide, unless D20 has it already or nobody knows', () => {
    const dead = aLink('样表.xls', 'dead', 'text/html')
    expect(detailsOf('D11', { extras: { guideFiles: [dead] } })).toEqual(['附件无法下载：样表.xls'])
    expect(detailsOf('D11', { links: [dead], extras: { guideFiles: [dead] } })).toEqual([])
    expect(detailsOf('D11', { extras: { guideFiles: [aLink('样表.xls', 'uncertain', 'text/html')] } })).toEqual([])
  })
})

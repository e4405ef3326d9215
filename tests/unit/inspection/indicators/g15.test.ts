import { describe, expect, it } from 'vitest'
import { aPage, detailsOf, homeUrl } from '../gathered'

const title = '国务院关于进一步优化政务服务的意见'
const feed = (publishedAt: string, hours: number) => ({
  indicators: { G15: { thresholds: { documents: [{ title, publishedAt, hours }] } } },
})
const row = (name: string, date: string) => `<li><a href="/zc/${name}.html">${name}</a><span>${date}</span></li>`
const policy = (...rows: readonly string[]) =>
  aPage('column', `${homeUrl}zc/`, `<meta name="ColumnName" content="政策文件"><main><ul>${rows.join('')}</ul></main>`)
const article = (pubDate: string) =>
  aPage(
    'article',
    `${homeUrl}zc/${encodeURIComponent(title)}.html`,
    `<meta name="ArticleTitle" content="${title}"><meta name="PubDate" content="${pubDate}">`,
  )
const older = row('县政府关于冬季供暖的通知', '2026-11-01')

/** Published at nine in the morning of the 20th in the province; the inspection is at ten on the 23rd. */
const plan = feed('2026-11-20T01:00:00.000Z', 24)

describe('G15', () => {
  it('is silent without a feed, and until the hours are over', () => {
    expect(detailsOf('G15', { columns: [policy(older)] })).toEqual([])
    expect(detailsOf('G15', { columns: [policy(older)], plan: feed('2026-11-23T01:00:00.000Z', 8) })).toEqual([])
  })

  it('reports a document that a list reaching further back does not show', () => {
    expect(detailsOf('G15', { columns: [policy(older)], plan })).toEqual([`《${title}》应在 24 小时内转载，未发现转载`])
  })

  it('cannot tell where no list reaches back to it', () => {
    expect(detailsOf('G15', { columns: [policy(row('新的通知', '2026-11-22'))], plan })).toEqual([])
  })

  it.each([
    ['2026-11-21 08:59', []],
    ['2026-11-21 09:01', [`《${title}》应在 24 小时内转载，2026-11-21 09:01 才转载`]],
  ])('goes by the minute of the article: %s', (pubDate, details) => {
    expect(
      detailsOf('G15', { columns: [policy(row(title, '2026-11-21'), older)], articles: [article(pubDate)], plan }),
    ).toEqual(details)
  })

  it('gives a bare date the whole day of the deadline', () => {
    const shown = (date: string) => detailsOf('G15', { columns: [policy(row(title, date), older)], plan })
    expect(shown('2026-11-21')).toEqual([])
    expect(shown('2026-11-22')).toHaveLength(1)
  })

  it('counts the earliest of several', () => {
    expect(
      detailsOf('G15', { columns: [policy(row(`${title}（全文）`, '2026-11-22'), row(title, '2026-11-20'))], plan }),
    ).toEqual([])
  })

  it('goes by eight hours where a province asks for them', () => {
    const strict = feed('2026-11-20T01:00:00.000Z', 8)
    expect(detailsOf('G15', { columns: [policy(row(title, '2026-11-21'), older)], plan: strict })).toHaveLength(1)
  })
})

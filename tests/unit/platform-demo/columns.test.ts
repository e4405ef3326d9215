import { Value } from '@sinclair/typebox/value'
import { describe, expect, it } from 'vitest'
import { Article } from '#shared/contract/article'
import { Column, type ColumnType } from '#shared/contract/column'
import { dayOf, daysBetween } from '#shared/domain/calendar'
import { defaultPlan } from '#shared/inspection/plan'
import { articleRows } from '#platform/demo/articles'
import { columnOutline } from '#platform/demo/column-outline'
import { columnRows, demoColumns } from '#platform/demo/columns'
import { demoDefects, placesOf } from '#platform/demo/defects'
import { withFaults } from '#platform/demo/faulty-articles'
import { demoFiles } from '#platform/demo/files/attachments'
import { readLibrary } from '#platform/demo/library'
import { authorOf } from '#platform/demo/operators'
import { demoSites, type DemoSite } from '#platform/demo/sites'
import { fullSetting } from './setting'

const sites = demoSites(fullSetting)
const today = dayOf(fullSetting.now)
const columnsOf = (site: DemoSite) => columnRows(site, demoColumns(site, fullSetting))
const siteAt = (domain: string): DemoSite => {
  const site = sites.find((candidate) => candidate.site.domain === domain)
  if (!site) throw new Error(`no site ${domain}`)
  return site
}
const cleanSites = sites.filter(({ site }) => !demoDefects.some(({ domain }) => domain === site.domain))

/** Days a column may stay without anything new: the plan's class of its type, else its own cycle. */
const dutyOf = ({ type, updateCycleDays }: Column): number => {
  const planned = defaultPlan.columnClasses.find(({ match }) => new RegExp(match, 'i').test(type))?.days
  return Math.min(planned ?? Infinity, updateCycleDays ?? Infinity)
}
const isStale = (column: Column) =>
  column.lastUpdatedOn !== null && daysBetween(column.lastUpdatedOn, today) > dutyOf(column)

describe('columns of the demo', () => {
  it('are about sixty a site and about 58,000 in all', () => {
    const counts = sites.map((site) => columnsOf(site).length)
    expect([Math.min(...counts), Math.max(...counts)]).toEqual([59, 61])
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(58_201)
  })

  it('use every type, and each child stands under a column of its site', () => {
    const types = new Set<ColumnType>(columnOutline.map(({ type }) => type))
    expect(types.size).toBe(10)
    for (const column of columnsOf(siteAt('www.lanchuan.gov.example'))) {
      expect(Value.Check(Column, column)).toBe(true)
      if (column.parentId !== null)
        expect(columnsOf(siteAt('www.lanchuan.gov.example')).map(({ id }) => id)).toContain(column.parentId)
    }
  })

  it('are neither stale nor empty on any clean site, today and four days on', () => {
    const inFourDays = (column: Column) => daysBetween(column.lastUpdatedOn ?? '2000-01-01', today) + 4 > dutyOf(column)
    const faulty = cleanSites.flatMap((site) =>
      columnsOf(site).filter((column) => column.articleCount === 0 || inFourDays(column)),
    )
    expect(faulty).toEqual([])
  })

  it.each(demoDefects.filter(({ kind }) => kind === 'stale-columns'))(
    'are stale on $domain where the manifest says',
    ({ domain, where }) => {
      const stale = columnsOf(siteAt(domain)).filter(isStale)
      expect(stale.map(({ path }) => path).sort()).toEqual(where.map((slug) => `/columns/${slug}/`).sort())
    },
  )

  it.each(demoDefects.filter(({ kind }) => kind === 'empty-columns'))(
    'are empty on $domain where the manifest says',
    ({ domain, where }) => {
      const empty = columnsOf(siteAt(domain)).filter(({ articleCount }) => articleCount === 0)
      expect(empty.map(({ path }) => path).sort()).toEqual(where.map((slug) => `/columns/${slug}/`).sort())
      expect(empty.every(({ lastUpdatedOn }) => lastUpdatedOn === null)).toBe(true)
    },
  )
})

describe('published articles of the demo', () => {
  const library = readLibrary()
  const files = demoFiles()
  const attachments = files.clean.map(({ name, hash, bytes }) => ({ name, hash, bytes: bytes.length }))
  const articlesOf = (site: DemoSite) => {
    const columns = demoColumns(site, fullSetting)
    const ids = Object.fromEntries(columns.map(({ id, outline }) => [outline.slug, id]))
    return withFaults(site, articleRows(site, columns, { library, attachments, authorOf }), ids, files.faulty)
  }

  it('number about 100,000', () => {
    const count = sites
      .flatMap((site) => demoColumns(site, fullSetting))
      .reduce((sum, { appeared }) => sum + appeared.length, 0)
    expect(Math.abs(count - 100_000)).toBeLessThan(100)
  })

  it('agree with what their columns say of them', () => {
    const site = siteAt('czt.landu.gov.example')
    const articles = articlesOf(site)
    for (const column of columnsOf(site)) {
      const own = articles.filter(({ columnId }) => columnId === column.id)
      const newest = own
        .map(({ publishedAt }) => publishedAt ?? '')
        .sort()
        .at(-1)
      expect([own.length, dayOf(newest ?? '')]).toEqual([column.articleCount, column.lastUpdatedOn])
    }
  })

  it('are valid, never ahead of now, and name a text of the library', () => {
    const hashes = new Set(library.flatMap(({ whole, digest }) => [whole.hash, digest.hash]))
    for (const article of [siteAt('www.lanchuan.gov.example'), siteAt('czt.landu.gov.example')].flatMap(articlesOf)) {
      expect(Value.Check(Article, article)).toBe(true)
      expect(Date.parse(article.publishedAt ?? '')).toBeLessThan(fullSetting.now)
      expect(hashes.has(article.publishedHash ?? '')).toBe(true)
      if (article.docNumber !== null)
        expect(article.docNumber).toMatch(/^[\u4e00-\u9fa5]{2,5}〔20\d{2}〕[1-9]\d{0,2}号$/)
    }
  })

  it('carry a faulty attachment exactly where the manifest says', () => {
    const faulty = new Set(files.faulty.map(({ hash }) => hash))
    const carriers = sites
      .slice(0, 400)
      .filter((site) => articlesOf(site).some((article) => article.attachments.some(({ hash }) => faulty.has(hash))))
    expect(carriers.map(({ site }) => site.domain).sort()).toEqual(
      demoDefects
        .flatMap(({ domain, kind }) => (kind === 'leaked-id' || kind === 'secret-mark' ? [domain] : []))
        .sort(),
    )
  })

  it('contain typos on the one site that is to have them', () => {
    const site = siteAt('jyt.lanchuan.gov.example')
    expect(placesOf(site.site.domain, 'typos')).toEqual(['zwdt'])
    expect(articlesOf(site).filter(({ title }) => title === '全省政府网站工作会议召开')).toHaveLength(1)
  })
})

import { searchEntry, searchUrl } from '#shared/inspection/gather/search-form'
import { knownTitles, outcomeOf, trySearch } from '#shared/inspection/gather/try-search'
import { readingHere } from '#shared/inspection/read/page-reading'
import type { Visit } from '#shared/inspection/fetch/visit'
import { parsePage } from '#shared/inspection/page/parse-page'
import { describe, expect, it } from 'vitest'
import { aColumn, aPage, aVisit, homeUrl, today } from '../gathered'

const entryOf = (html: string) => searchEntry(aPage('home', homeUrl, html))
const form = (inside: string, attributes = 'action="/search"') => `<form ${attributes}>${inside}</form>`
const column = aColumn('动态要闻', ['2026-11-10', '2026-11-22'])
const title = '动态要闻第0条消息'

describe('the search entry of a home page', () => {
  it('is a GET form on the same site with a field for words', () => {
    expect(entryOf(form('<input name="searchWord"><input type="submit" name="go" value="1">'))).toMatchObject({
      kind: 'form',
      field: 'searchWord',
    })
    expect(entryOf(form('<input name="nr">'))).toMatchObject({ kind: 'form', field: 'nr' })
  })

  it.each([
    ['a POST form', form('<input name="q">', 'action="/search" method="post"')],
    ['a form of another owner', form('<input name="q">', 'action="http://www.b.test/search"')],
    ['a login', form('<input name="title"><input type="password" name="p">', 'action="/login"')],
    ['a link', '<a href="/so/">搜索</a>'],
    ['a page with scripts', '<script>draw()</script>'],
  ])('is not one that can be tried where there is %s', (_what, html) => {
    expect(entryOf(html)).toEqual({ kind: 'other' })
  })

  it('is missing only where nothing can be one', () => {
    expect(entryOf('<a href="/x/">动态</a>')).toEqual({ kind: 'none' })
  })
})

it('asks as a browser would, hidden fields and character set included', () => {
  const entry = entryOf(form('<input type="hidden" name="site" value="a b"><input name="q">'))
  if (entry.kind !== 'form') throw new Error('no form')
  expect(searchUrl(entry.form, entry.field, '通知', 'utf-8')).toBe(
    'http://www.a.test/search?site=a%20b&q=%E9%80%9A%E7%9F%A5',
  )
  expect(searchUrl(entry.form, entry.field, '通知', 'gb18030')).toBe(
    'http://www.a.test/search?site=a%20b&q=%CD%A8%D6%AA',
  )
})

it('takes titles that are neither too new for an index nor cut short', () => {
  expect(knownTitles([column], today)).toEqual([title])
  expect(knownTitles([aColumn('一个很长的栏目名称…', ['2026-11-10'])], today)).toEqual(['一个很长的栏目名称…第0条消息'])
})

describe('an answer to a search', () => {
  const judge = (html: string) => outcomeOf(parsePage(html, `${homeUrl}search`, today), title)

  it.each([
    ['found', `<p>共 1 条</p><a href="/1.html">动态<em>要闻</em>第0条消息</a>`],
    ['found', `<a href="/1.html">【动态】${title}</a>`],
    ['missed', `<p>您搜索的 ${title} 没有找到相关内容</p>`],
    ['missed', ['一', '二', '三'].map((n) => `<li><a href="/${n}.html">别的消息之${n}在这里</a></li>`).join('')],
    ['unknown', `<p>您搜索的是 ${title}</p><div id="results"></div>`],
  ])('is %s where the page says %s', (outcome, html) => {
    expect(judge(html)).toBe(outcome)
  })
})

describe('a trial', () => {
  const home = aPage('home', homeUrl, form('<input name="q">'))
  const answering = (answer: (url: string) => Partial<Visit>) => {
    const asked: string[] = []
    return { asked, page: (url: string) => (asked.push(url), Promise.resolve(aVisit(url, answer(url)))) }
  }
  const older = aColumn('动态要闻', ['2026-11-10', '2026-11-09'])

  it('asks for a second title where the first is missed, and no further', async () => {
    const fetcher = answering(() => ({ body: Buffer.from('<p>没有找到相关内容</p>') }))
    const { tries } = await trySearch(home, [older], today, fetcher, readingHere)
    expect(tries.map(({ outcome }) => outcome)).toEqual(['missed', 'missed'])
    expect(fetcher.asked).toHaveLength(2)
  })

  it('ends with the first that is found, or that nobody answers', async () => {
    const found = answering(() => ({ body: Buffer.from(`<a href="/1">${title}</a>`) }))
    expect((await trySearch(home, [older], today, found, readingHere)).tries.map(({ outcome }) => outcome)).toEqual([
      'found',
    ])
    const broken = answering(() => ({ status: 500 }))
    expect((await trySearch(home, [older], today, broken, readingHere)).tries.map(({ outcome }) => outcome)).toEqual([
      'unknown',
    ])
  })
})

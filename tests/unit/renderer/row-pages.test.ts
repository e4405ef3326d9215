import { describe, expect, it } from 'vitest'
import { RowPages } from '#renderer/query/row-pages.ts'

const rowsFrom = (start: number, count = RowPages.size) => Array.from({ length: count }, (_, place) => start + place)

describe('the known pages of a long list', () => {
  it('wants the pages that a view touches, and no others', () => {
    expect(new RowPages<number>().wanted(90, 210)).toEqual([0, 1, 2])
  })

  it('wants nothing beyond the end once the total is known', () => {
    const pages = new RowPages<number>()
    pages.put(0, rowsFrom(0), 150)
    expect(pages.wanted(0, 900)).toEqual([1])
  })

  it('gives a row by its place and nothing where a page is missing', () => {
    const pages = new RowPages<number>()
    pages.put(3, rowsFrom(300), 1000)
    expect(pages.at(342)).toBe(342)
    expect(pages.at(12)).toBeUndefined()
  })

  it('keeps stale rows on screen and wants them again', () => {
    const pages = new RowPages<number>()
    pages.put(0, rowsFrom(0), 100)
    pages.makeStale()
    expect(pages.at(7)).toBe(7)
    expect(pages.wanted(0, 10)).toEqual([0])
  })

  it('drops pages that lie behind the end after the list became shorter', () => {
    const pages = new RowPages<number>()
    pages.put(5, rowsFrom(500), 600)
    pages.put(0, rowsFrom(0, 80), 80)
    expect(pages.at(510)).toBeUndefined()
  })

  it('forgets the farthest pages of a long scroll', () => {
    const pages = new RowPages<number>()
    for (let page = 0; page <= RowPages.kept; page += 1) pages.put(page, rowsFrom(page * RowPages.size), 100_000)
    expect(pages.at(0)).toBeUndefined()
    expect(pages.at(RowPages.size)).toBe(RowPages.size)
  })

  it('takes a newer state of a row that is here, and of no other', () => {
    const pages = new RowPages<number>()
    pages.put(0, rowsFrom(0), 100)
    expect(pages.replace(777, (row) => row === 7)).toBe(true)
    expect(pages.at(7)).toBe(777)
    expect(pages.replace(888, (row) => row === 500)).toBe(false)
  })
})

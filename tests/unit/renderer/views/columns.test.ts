import { describe, expect, it } from 'vitest'
import type { Column } from '#shared/contract/column'
import { ageSteps, whereAge } from '#renderer/views/columns/column-age.ts'
import { overdueDays, whereOf } from '#renderer/views/columns/column-staleness.ts'
import { treeRows } from '#renderer/views/columns/column-tree.ts'

const today = '2026-11-23'
const column = (change: Partial<Column> & { readonly id: string }): Column => ({
  version: 1,
  siteId: 'site',
  parentId: null,
  name: change.id,
  path: `/${change.id}/`,
  type: 'notice',
  owner: '王明',
  updateCycleDays: 14,
  lastUpdatedOn: today,
  articleCount: 3,
  secrecyReview: false,
  state: 'open',
  changedAt: '2026-11-01T00:00:00.000Z',
  ...change,
})

describe('how long a column has been stale', () => {
  it('counts from the day after its cycle ended', () => {
    expect(overdueDays(column({ id: 'a', lastUpdatedOn: '2026-11-09' }), today)).toBeNull()
    expect(overdueDays(column({ id: 'a', lastUpdatedOn: '2026-11-08' }), today)).toBe(1)
  })

  it('says nothing where nothing is demanded or the column is disabled', () => {
    expect(overdueDays(column({ id: 'a', updateCycleDays: null, lastUpdatedOn: '2020-01-01' }), today)).toBeNull()
    expect(overdueDays(column({ id: 'a', state: 'disabled', lastUpdatedOn: '2020-01-01' }), today)).toBeNull()
  })

  it('restricts the list to the same columns', () => {
    expect(whereOf('stale', today)).toEqual({ state: { in: ['open'] }, dueOn: { to: '2026-11-22' } })
  })
})

describe('steps of days since the last update', () => {
  const rangeOf = (step: string) => whereAge(step, today)['lastUpdatedOn']

  it('meet without a gap and without an overlap', () => {
    expect(rangeOf('7')).toEqual({ from: '2026-11-16' })
    expect(rangeOf('14')).toEqual({ from: '2026-11-09', to: '2026-11-15' })
    expect(rangeOf('365')).toEqual({ from: '2025-11-23', to: '2026-05-26' })
    expect(rangeOf('older')).toEqual({ to: '2025-11-22' })
  })

  it('keep columns that were never updated for themselves', () => {
    expect(rangeOf('never')).toEqual({ in: [null] })
    expect(ageSteps).toHaveLength(8)
  })
})

describe('the tree of a site', () => {
  const columns = [
    column({ id: 'c', parentId: 'a' }),
    column({ id: 'b' }),
    column({ id: 'a' }),
    column({ id: 'd', parentId: 'c' }),
    column({ id: 'e', parentId: 'elsewhere' }),
  ]

  it('puts parents before their children, each with its depth', () => {
    expect(treeRows(columns, new Set()).map(({ id, depth }) => [id, depth])).toEqual([
      ['a', 0],
      ['c', 1],
      ['d', 2],
      ['b', 0],
      ['e', 0],
    ])
  })

  it('leaves out what lies under a folded column and still knows its branch', () => {
    const rows = treeRows(columns, new Set(['a']))
    expect(rows.map(({ id }) => id)).toEqual(['a', 'b', 'e'])
    expect(rows[0]?.below).toEqual(['c', 'd'])
  })
})

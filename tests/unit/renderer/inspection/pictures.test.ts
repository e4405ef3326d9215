import { describe, expect, it } from 'vitest'
import { stateOf, whereState } from '#renderer/views/inspection/exemptions/exemption-state.ts'
import {
  freshnessOf,
  hasTrouble,
  healthOf,
  isBehind,
  lateColumns,
  troubleOf,
} from '#renderer/views/inspection/pictures/picture-cells.ts'
import { anExemption, now, today } from '#tests/builders'

describe('a site’s day', () => {
  it('is read off its character', () => {
    expect(['.', 'i', 'u', '0', '3'].map((cell) => healthOf(cell, 0))).toEqual([
      'none',
      'incomplete',
      'unreachable',
      '0',
      '3',
    ])
    expect(healthOf('0', 5)).toBe('none')
  })

  it('is trouble where the site was down or lost points, not where there was a hint', () => {
    expect(['..u', '002', '3'].map(hasTrouble)).toEqual([true, true, true])
    expect(['..i', '011', ''].map(hasTrouble)).toEqual([false, false, false])
  })
})

it('puts a site that was down before one that lost points, and many late columns before few', () => {
  expect(troubleOf('u')).toBeGreaterThan(troubleOf('22'))
  expect(troubleOf('.0i')).toBe(0)
  expect(lateColumns([null, { age: 30, cycle: 20, late: 3, columns: 4 }])).toBe(3)
})

describe('a column’s freshness', () => {
  const at = (age: number) => freshnessOf({ age, cycle: 20, late: 0, columns: 1 })
  it.each([
    [15, 'fine'],
    [16, 'soon'],
    [20, 'soon'],
    [21, 'late'],
    [40, 'late'],
    [41, 'long'],
    [-1, 'never'],
  ] as const)('%i days into a cycle of 20 is %s', (age, name) => expect(at(age)).toBe(name))

  it('is none where nothing is demanded', () => {
    expect(freshnessOf(null)).toBe('none')
    expect(isBehind(null)).toBe(false)
  })
})

describe('the state of an exemption', () => {
  it.each([
    ['2026-03-01', 'expired'],
    [today, 'ending'],
    ['2026-03-09', 'ending'],
    ['2026-03-10', 'living'],
  ] as const)('that holds until %s is %s', (until, state) => {
    expect(stateOf(anExemption({ until }), today)).toBe(state)
  })

  it('is withdrawn before it is anything else', () => {
    expect(stateOf(anExemption({ withdrawnAt: now }), today)).toBe('withdrawn')
    expect(whereState('withdrawn', today)).toEqual({ isWithdrawn: { in: [1] } })
    expect(whereState('ending', today)).toEqual({ isWithdrawn: { in: [0] }, until: { from: today, to: '2026-03-09' } })
  })
})

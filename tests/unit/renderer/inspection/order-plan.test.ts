import { describe, expect, it } from 'vitest'
import { bySite, orderable } from '#renderer/views/inspection/findings/order-plan.ts'
import { nextStepOf } from '#renderer/views/inspection/use-day.ts'
import type { Finding } from '#shared/contract/finding'

const finding = (id: string, state: Finding['state']) => ({ id, state }) as Finding

describe('proposing a rectification order', () => {
  it('covers confirmed findings, and open ones only for who may confirm them', () => {
    const all = [finding('a', 'confirmed'), finding('b', 'open'), finding('c', 'duplicate'), finding('d', 'ordered')]
    expect(orderable(all, false).map(({ id }) => id)).toEqual(['a'])
    expect(orderable(all, true).map(({ id }) => id)).toEqual(['a', 'b'])
  })

  it('goes to each site apart', () => {
    const of = (id: string, siteId: string) => ({ id, siteId }) as Finding
    const apart = bySite([of('a', 'one'), of('b', 'two'), of('c', 'one')])
    expect(apart.map((own) => own.map(({ id }) => id))).toEqual([['a', 'c'], ['b']])
    expect(bySite([])).toEqual([])
  })
})

describe('the next step of a day', () => {
  it('runs, disposes, submits and signs, in this order', () => {
    expect(nextStepOf('planned', 0, 0)).toBe('run')
    expect(nextStepOf('running', 1, 4)).toBe('dispose')
    expect(nextStepOf('running', 1, 0)).toBe('review')
    expect(nextStepOf('reviewed', 1, 0)).toBe('sign')
    expect(nextStepOf('signed', 1, 0)).toBe('read')
  })
})

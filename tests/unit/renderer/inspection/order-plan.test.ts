import { describe, expect, it } from 'vitest'
import { orderable, proposedDueOn } from '#renderer/views/inspection/findings/order-plan.ts'
import { isOverdue, rightOfStep, stepsOf } from '#renderer/views/inspection/orders/steps.ts'
import { nextStepOf } from '#renderer/views/inspection/use-day.ts'
import type { Finding } from '#shared/contract/finding'

const finding = (id: string, state: Finding['state']) => ({ id, state }) as Finding

describe('proposing a rectification order', () => {
  it('is due the next day with a veto, else after three working days', () => {
    const friday = '2026-11-20'
    expect(proposedDueOn([{ severity: 'hint' }, { severity: 'veto' }], friday)).toBe('2026-11-21')
    expect(proposedDueOn([{ severity: 'deduct' }], friday)).toBe('2026-11-25')
  })

  it('covers confirmed findings, and open ones only for who may confirm them', () => {
    const all = [finding('a', 'confirmed'), finding('b', 'open'), finding('c', 'duplicate'), finding('d', 'ordered')]
    expect(orderable(all, false).map(({ id }) => id)).toEqual(['a'])
    expect(orderable(all, true).map(({ id }) => id)).toEqual(['a', 'b'])
  })
})

describe('taking an order on', () => {
  it('offers the way forward first and sending back second', () => {
    expect(stepsOf({ state: 'issued' })).toEqual(['rectify'])
    expect(stepsOf({ state: 'rectified' })).toEqual(['verify', 'order'])
    expect(stepsOf({ state: 'verified' })).toEqual(['close', 'order'])
    expect(stepsOf({ state: 'closed' })).toEqual([])
  })

  it('lets the site report and the office judge', () => {
    expect(rightOfStep('rectify')).toBe('order.report')
    expect(rightOfStep('order')).toBe('order.verify')
  })

  it('is overdue only while nothing was reported', () => {
    expect(isOverdue({ state: 'issued', dueOn: '2026-11-22' }, '2026-11-23')).toBe(true)
    expect(isOverdue({ state: 'issued', dueOn: '2026-11-23' }, '2026-11-23')).toBe(false)
    expect(isOverdue({ state: 'rectified', dueOn: '2026-11-22' }, '2026-11-23')).toBe(false)
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

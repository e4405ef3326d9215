import { describe, expect, it } from 'vitest'
import { orderable } from '#renderer/views/inspection/findings/order-plan.ts'
import { nextStepOf } from '#renderer/views/inspection/use-day.ts'
import type { Finding } from '#shared/contract/finding'

const finding = (id: string, state: Finding['state']) => ({ id, state }) as Finding

describe('proposing a rectification order', () => {
  it('covers confirmed findings, and open ones only for who may confirm them', () => {
    const all = [finding('a', 'confirmed'), finding('b', 'open'), finding('c', 'duplicate'), finding('d', 'ordered')]
    expect(orderable(all, false).map(({ id }) => id)).toEqual(['a'])
    expect(orderable(all, true).map(({ id }) => id)).toEqual(['a', 'b'])
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

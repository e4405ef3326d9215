import { describe, expect, it } from 'vitest'
import { whereDue, whereOf } from '#renderer/views/review/queue.ts'

describe('the review queue', () => {
  it('holds what waits at a stage, or what the operator decided', () => {
    expect(whereOf('final', 'me')).toEqual({ stage: { in: ['final'] }, state: { in: ['waiting'] } })
    expect(whereOf('mine', 'me')).toEqual({ decidedBy: { in: ['me'] } })
  })

  it('ends today at midnight of the province, not of the workstation', () => {
    const lateEvening = Date.parse('2026-11-22T16:30:00.000Z') // 00:30 on the 23rd in the province
    expect(whereDue(['today'], lateEvening)).toEqual({ dueAt: { to: '2026-11-23T15:59:59.999Z' } })
    expect(whereDue(['overdue'], lateEvening)).toEqual({ dueAt: { to: '2026-11-22T16:30:00.000Z' } })
    expect(whereDue([], lateEvening)).toEqual({})
  })
})

import { describe, expect, it } from 'vitest'
import { dueOnFor, latestExtension, termFor } from '#shared/domain/deadlines'
import { freshWork } from '#shared/domain/rectification'
import {
  escalated,
  isDueSoon,
  isOverdue,
  lateWorkingDays,
  overdueWorkingDays,
  supervisionLevel,
} from '#shared/domain/supervision'
import { aFinding, anOrder } from '#tests/builders'

const at = (day: string) => `${day}T01:00:00.000Z`

describe('the day by which an order is due', () => {
  it.each([
    ['a grave fault the next day, holiday or not', 'urgent', '2026-02-16', '2026-02-17'],
    ['three working days over a weekend', 'general', '2026-03-05', '2026-03-10'],
    ['three working days over the Spring Festival', 'general', '2026-02-13', '2026-02-25'],
    ['ten working days after a bulletin', 'bulletin', '2026-03-02', '2026-03-16'],
  ] as const)('leaves %s', (_, term, today, due) => {
    expect(dueOnFor(term, today)).toBe(due)
  })

  it('is the urgent one where a single veto is among the findings', () => {
    expect(termFor([aFinding({ severity: 'deduct' })])).toBe('general')
    expect(termFor([aFinding({ severity: 'deduct' }), aFinding({ severity: 'veto' })])).toBe('urgent')
  })

  it('can be put off by twenty working days at most', () => {
    expect(latestExtension({ dueOn: '2026-03-02' })).toBe('2026-03-30')
  })
})

describe('an overdue order', () => {
  const order = anOrder({ dueOn: '2026-02-13', state: 'accepted' })

  it('counts working days: none over the Spring Festival, one on the Saturday that is worked for it', () => {
    expect(isOverdue(order, '2026-02-13')).toBe(false)
    expect(isOverdue(order, '2026-02-15')).toBe(true)
    expect(overdueWorkingDays(order, '2026-02-13')).toBe(0)
    expect(overdueWorkingDays(order, '2026-02-14')).toBe(1)
    expect(overdueWorkingDays(order, '2026-02-23')).toBe(1)
    expect(overdueWorkingDays(order, '2026-02-24')).toBe(2)
  })

  it.each(['rectified', 'verified', 'closed', 'withdrawn'] as const)('is not what is %s', (state) => {
    expect(isOverdue({ ...order, state }, '2026-03-01')).toBe(false)
  })

  it('stays late in the ledger by what it took beyond the deadline', () => {
    const reported = { ...order, state: 'closed' as const, work: { ...freshWork, rectifiedAt: at('2026-02-24') } }
    expect(lateWorkingDays(reported, '2026-06-01')).toBe(2)
    expect(lateWorkingDays({ ...reported, work: { ...freshWork, rectifiedAt: at('2026-02-12') } }, '2026-06-01')).toBe(
      0,
    )
  })

  it('is announced on its last working day and the one before', () => {
    const due = anOrder({ dueOn: '2026-03-09' })
    expect(isDueSoon(due, '2026-03-05')).toBe(false)
    expect(isDueSoon(due, '2026-03-06')).toBe(true)
    expect(isDueSoon(due, '2026-03-09')).toBe(true)
    expect(isDueSoon(due, '2026-03-10')).toBe(false)
  })
})

describe('supervision', () => {
  const order = anOrder({ dueOn: '2026-03-05', state: 'issued' })

  it.each([
    ['2026-03-05', 0],
    ['2026-03-06', 1],
    ['2026-03-09', 1],
    ['2026-03-10', 2],
    ['2026-03-11', 2],
    ['2026-03-12', 3],
    ['2026-12-31', 3],
  ])('is on %s at level %i', (day, level) => {
    expect(supervisionLevel(order, day)).toBe(level)
  })

  it('begins with the second failed re-inspection, deadline or not', () => {
    const failing = (failures: number) => ({ ...order, work: { ...freshWork, failures } })
    expect(supervisionLevel(failing(1), '2026-03-02')).toBe(0)
    expect(supervisionLevel(failing(2), '2026-03-02')).toBe(1)
  })

  it('rises by the clock once for each level, and is never lowered', () => {
    const first = escalated(order, at('2026-03-06'))
    expect(first).toMatchObject({ work: { level: 1 }, notes: [{ by: null, deed: 'escalate' }] })
    expect(first && escalated(first, at('2026-03-09'))).toBeNull()
    const second = first && escalated(first, at('2026-03-10'))
    expect(second).toMatchObject({ work: { level: 2 } })
    expect(second?.notes).toHaveLength(2)
    expect(escalated({ ...order, work: { ...freshWork, level: 3 } }, at('2026-03-06'))).toBeNull()
  })

  it('jumps to where it belongs after a time without a clock', () => {
    expect(escalated(order, at('2026-03-31'))?.notes.map(({ text }) => text)).toEqual([
      '逾期 18 个工作日，自动转为通报问责',
    ])
  })

  it('leaves alone what waits for the office', () => {
    expect(escalated({ ...order, state: 'rectified' }, at('2026-03-31'))).toBeNull()
  })
})

import { describe, expect, it } from 'vitest'
import { instantAt } from '#shared/domain/calendar'
import { rule } from '#shared/domain/commands/plan-schedule'
import { dueAt, nextAt, specialPeriodOn, timesOn } from '#shared/domain/timetable'
import { defaultPlan } from '#shared/inspection/plan'
import { anOperator, aTimetable, ids } from '#tests/builders'
import { contextOf, refusalOf, saved } from './decided'

const congress = { name: '两会', from: '2026-03-03', to: '2026-03-12', times: ['02:00', '10:00', '16:00', '22:00'] }
const nightly = aTimetable({ specialPeriods: [congress] })
const at = (day: string, time: string) => instantAt(day, time)

describe('the times of a day', () => {
  it('are those of the special period on its first and last day, and the usual ones around it', () => {
    expect(timesOn(nightly, '2026-03-02')).toEqual(['02:00'])
    expect(timesOn(nightly, '2026-03-03')).toEqual(congress.times)
    expect(timesOn(nightly, '2026-03-12')).toEqual(congress.times)
    expect(timesOn(nightly, '2026-03-13')).toEqual(['02:00'])
    expect(specialPeriodOn(nightly, '2026-03-05')?.name).toBe('两会')
  })
})

describe('what is due', () => {
  it.each([
    ['a minute before two', '2026-03-02', '01:59', null],
    ['at two', '2026-03-02', '02:00', ['2026-03-02', '02:00']],
    ['in the morning, where the platform was down at two', '2026-03-02', '07:59', ['2026-03-02', '02:00']],
    ['no more at eight', '2026-03-02', '08:00', null],
    ['the last one only of several missed', '2026-03-04', '15:00', ['2026-03-04', '10:00']],
    ['after midnight, that of the evening before', '2026-03-05', '00:30', ['2026-03-04', '22:00']],
  ] as const)('is %s', (_, day, time, slot) => {
    expect(dueAt(nightly, at(day, time))).toBe(slot && at(slot[0], slot[1]))
  })

  it('is nothing while the table is switched off', () => {
    expect(dueAt({ ...nightly, enabled: false }, at('2026-03-02', '02:00'))).toBeNull()
    expect(nextAt({ ...nightly, enabled: false }, at('2026-03-02', '02:00'))).toBeNull()
  })

  it('is nothing that had passed when the table was set', () => {
    const set = { ...nightly, changedAt: at('2026-03-02', '02:30') }
    expect(dueAt(set, at('2026-03-02', '03:00'))).toBeNull()
    expect(dueAt(set, at('2026-03-03', '02:00'))).toBe(at('2026-03-03', '02:00'))
  })

  it('comes next at the next time of the province’s clock', () => {
    expect(nextAt(nightly, at('2026-03-02', '02:00'))).toBe(at('2026-03-03', '02:00'))
    expect(nextAt(nightly, at('2026-03-03', '02:00'))).toBe(at('2026-03-03', '10:00'))
    expect(at('2026-03-03', '02:00')).toBe('2026-03-02T18:00:00.000Z')
  })
})

describe('plan.schedule', () => {
  const { id: _, version: __, changedAt: ___, ...settings } = nightly
  const scheduling = (over: object = {}, inspector = anOperator(['inspector'])) =>
    rule.decide(
      { plan: { ...defaultPlan, id: ids.plan }, inspector, present: null },
      { planId: ids.plan, settings: { ...settings, ...over } },
      contextOf(anOperator(['province-admin'])),
    )

  it('gives the plan one timetable, its times in order', () => {
    const [table] = saved(scheduling({ times: ['14:00', '02:00'] }), 'inspectionTimetable')
    expect(table).toMatchObject({ id: ids.plan, version: 0, times: ['02:00', '14:00'] })
  })

  it('is refused for somebody who may not inspect, and for a period that ends before it begins', () => {
    expect(refusalOf(() => scheduling({}, anOperator(['editor'])))).toBe('rule')
    expect(refusalOf(() => scheduling({ specialPeriods: [{ ...congress, to: '2026-03-01' }] }))).toBe('rule')
  })
})

import { describe, expect, it } from 'vitest'
import { rule as change } from '#shared/domain/commands/plan-change'
import { rule as create } from '#shared/domain/commands/plan-create'
import { settingsOf } from '#shared/domain/plan-settings'
import { assertPlan, defaultPlan } from '#shared/inspection/plan'
import { anOperator, ids, testId } from '#tests/builders'
import { contextOf, refusalOf, saved } from '../decided'

const admin = contextOf(anOperator(['province-admin']))
const set = { ...settingsOf(defaultPlan), name: ' 重点网站每日两巡 ', depth: 1, indicators: ['V2', 'V3'] }
const changing = (over: object = {}) =>
  change.decide({ plan: defaultPlan }, { planId: defaultPlan.id, set: { ...set, ...over } }, admin)

describe('plan.change', () => {
  it('sets what it names and keeps thresholds and sources', () => {
    const [plan] = saved(changing({ scope: { siteIds: [ids.site] } }), 'inspectionPlan')
    expect(assertPlan(plan)).toMatchObject({ name: '重点网站每日两巡', depth: 1, scope: { siteIds: [ids.site] } })
    expect(plan && settingsOf(plan).indicators).toEqual(['V2', 'V3'])
    expect(plan?.indicators['D20']).toEqual({ ...defaultPlan.indicators['D20'], enabled: false })
    expect(plan?.perHost.giveUpAfter).toBe(defaultPlan.perHost.giveUpAfter)
  })

  it('is undone by its inverse', () => {
    const args = { planId: defaultPlan.id, set }
    const [plan = defaultPlan] = saved(changing(), 'inspectionPlan')
    const undo = change.undo?.({ plan: defaultPlan }, args)
    expect(undo?.type).toBe('plan.change')
    const back = change.decide({ plan }, { ...args, ...undo?.args }, admin)
    expect(saved(back, 'inspectionPlan')[0]).toEqual(defaultPlan)
  })

  it('is refused for an indicator that the plan does not have, and for no sites', () => {
    expect(refusalOf(() => changing({ indicators: ['V9'] }))).toBe('invalid')
    expect(refusalOf(() => changing({ scope: { siteIds: [] } }))).toBe('rule')
  })
})

describe('plan.create', () => {
  it('makes a plan of its own out of another one', () => {
    const args = { planId: testId(60), fromPlanId: defaultPlan.id, set }
    const [plan] = saved(create.decide({ from: defaultPlan }, args, admin), 'inspectionPlan')
    expect(plan).toMatchObject({ id: testId(60), version: 0, name: '重点网站每日两巡' })
    expect(plan?.columnClasses).toEqual(defaultPlan.columnClasses)
  })
})

import { describe, expect, it } from 'vitest'
import { Value } from '@sinclair/typebox/value'
import { rule as changeColumn } from '#shared/domain/commands/column-change'
import { rule as advance } from '#shared/domain/commands/order-advance'
import { rule as issue } from '#shared/domain/commands/order-issue'
import { rule as edit } from '#shared/domain/commands/site-edit'
import { rule as decideRequest } from '#shared/domain/commands/site-request-decide'
import { rule as submit } from '#shared/domain/commands/site-request-submit'
import { approvalSteps } from '#shared/domain/site-states'
import {
  aColumn,
  aDay,
  aFinding,
  anOperator,
  anOrder,
  aSite,
  aSiteRequest,
  ids,
  now,
  testId,
  today,
} from '#tests/builders'
import { contextOf, refusalOf, saved } from '../decided'

const admin = anOperator(['province-admin'])
const context = contextOf(admin)

describe('site.edit', () => {
  const set = { keeper: '孙科长', icp: null }

  it('changes what was set and nothing else, and is undone by its inverse', () => {
    const site = aSite()
    const [edited] = saved(edit.decide({ site }, { siteId: ids.site, set }, context), 'site')
    expect(edited).toEqual({ ...site, ...set })
    const undo = edit.undo?.({ site }, { siteId: ids.site, set })
    expect(undo?.args).toEqual({ siteId: ids.site, set: { keeper: site.keeper, icp: site.icp } })
    expect(Value.Check(edit.args, undo?.args)).toBe(true)
  })

  it('refuses a filing number of the wrong form, and fields that take an approval', () => {
    expect(refusalOf(() => edit.decide({ site: aSite() }, { siteId: ids.site, set: { icp: '12345' } }, context))).toBe(
      'rule',
    )
    for (const field of ['state', 'code', 'domain'])
      expect(Value.Check(edit.args, { siteId: ids.site, set: { [field]: 'closed' } })).toBe(false)
  })
})

describe('column.change', () => {
  const args = {
    columnId: ids.column,
    siteId: ids.site,
    batchId: null,
    set: { owner: '周编辑', updateCycleDays: null },
  }
  const changing = (over: object = {}, column = aColumn()) =>
    changeColumn.decide({ column, site: aSite() }, { ...args, ...over }, context)

  it('changes owner and cycle, and is undone by its inverse', () => {
    const column = aColumn()
    const [changed] = saved(changing(), 'column')
    expect(changed).toEqual({ ...column, ...args.set, changedAt: now })
    const undo = changeColumn.undo?.({ column, site: aSite() }, args)
    expect(Value.Check(changeColumn.args, undo?.args)).toBe(true)
    expect(saved(changing(undo?.args, changed), 'column')[0]).toEqual({ ...column, changedAt: now })
  })

  it('undoes only what it set', () => {
    const undo = changeColumn.undo?.({ column: aColumn(), site: aSite() }, { ...args, set: { owner: '周编辑' } })
    expect(undo?.args['set']).toEqual({ owner: aColumn().owner })
  })

  it('does nothing where nothing differs', () => {
    expect(changing({ set: { owner: aColumn().owner } })).toEqual([])
  })

  it('refuses an owner without a name and a column of another site', () => {
    expect(refusalOf(() => changing({ set: { owner: ' 周 ' } }))).toBe('rule')
    expect(refusalOf(() => changing({}, aColumn({ siteId: testId(95) })))).toBe('invalid')
  })
})

describe('site-request.submit', () => {
  const args = {
    requestId: ids.request,
    siteId: ids.site,
    action: 'temporary_offline' as const,
    reason: '机房搬迁',
    from: '2026-03-10',
    to: '2026-03-12',
  }
  const submitting = (over: object = {}, state: object = {}) =>
    submit.decide({ site: aSite(), requests: [], ...state }, { ...args, ...over }, context)

  it('asks every level above the site', () => {
    const [request] = saved(submitting({}, { site: aSite({ level: 'county' }) }), 'siteRequest')
    expect(request).toMatchObject({ state: 'submitted', submittedBy: admin.id, submittedAt: now })
    expect(request?.steps).toEqual(approvalSteps('county'))
  })

  it('asks for the return of a site that is offline', () => {
    const offline = { site: aSite({ state: 'temporarily_offline' }) }
    expect(submitting({ action: 'resume' }, offline)).toHaveLength(1)
    expect(refusalOf(() => submitting({}, offline))).toBe('rule')
    expect(refusalOf(() => submitting({ action: 'resume' }))).toBe('rule')
  })

  it('is refused beside an open request, a second time in a year, and for a closed site', () => {
    expect(refusalOf(() => submitting({}, { requests: [aSiteRequest()] }))).toBe('rule')
    const earlier = aSiteRequest({ state: 'approved', from: '2025-12-01' })
    expect(refusalOf(() => submitting({}, { requests: [earlier] }))).toBe('rule')
    expect(refusalOf(() => submitting({}, { site: aSite({ state: 'closed' }) }))).toBe('rule')
    expect(refusalOf(() => submitting({ to: '2026-04-30' }))).toBe('rule')
  })
})

describe('site-request.decide', () => {
  const args = { requestId: ids.request, siteId: ids.site, decision: 'approve' as const, reason: '同意' }
  const deciding = (request = aSiteRequest(), over: object = {}, by = admin, site = aSite()) =>
    decideRequest.decide({ request, site }, { ...args, ...over }, contextOf(by))
  const inCounty = () => aSiteRequest({ steps: approvalSteps('county') })
  const another = anOperator(['province-admin'], { id: testId(96) })

  it('takes the site offline with the last approval only', () => {
    const first = deciding(inCounty())
    expect(saved(first, 'site')).toEqual([])
    const [request] = saved(first, 'siteRequest')
    expect(request).toMatchObject({
      state: 'submitted',
      steps: [{ level: 'city', decision: 'approve', by: admin.id }, {}],
    })
    const last = deciding(request, {}, another)
    expect(saved(last, 'siteRequest')[0]?.state).toBe('approved')
    expect(saved(last, 'site')[0]).toMatchObject({ state: 'temporarily_offline', offlineUntil: '2026-03-12' })
  })

  it('is never given at two levels by one person', () => {
    const [request] = saved(deciding(inCounty()), 'siteRequest')
    expect(refusalOf(() => deciding(request))).toBe('rule')
    expect(refusalOf(() => deciding(request, { decision: 'reject' }))).toBe('rule')
  })

  it('takes it online again', () => {
    const offline = aSite({ state: 'temporarily_offline', offlineUntil: '2026-03-12' })
    const [site] = saved(deciding(aSiteRequest({ action: 'resume' }), {}, admin, offline), 'site')
    expect(site).toMatchObject({ state: 'running', offlineUntil: null })
  })

  it('ends with the first rejection, the site as it was', () => {
    const changes = deciding(inCounty(), { decision: 'reject' })
    expect(changes).toHaveLength(1)
    expect(saved(changes, 'siteRequest')[0]).toMatchObject({ state: 'rejected' })
  })

  it('is not for a city at the province’s step, nor for who asked', () => {
    const city = anOperator([], { assignments: [{ role: 'province-admin', scope: { region: '340100' } }] })
    expect(deciding(inCounty(), {}, city)).toHaveLength(1)
    expect(refusalOf(() => deciding(aSiteRequest(), {}, city))).toBe('forbidden')
    expect(refusalOf(() => deciding(aSiteRequest({ submittedBy: admin.id })))).toBe('rule')
  })

  it('is refused where it is decided, of another site, or where the site has moved on', () => {
    expect(refusalOf(() => deciding(aSiteRequest({ state: 'rejected' })))).toBe('rule')
    expect(refusalOf(() => deciding(aSiteRequest({ siteId: testId(95) })))).toBe('invalid')
    expect(refusalOf(() => deciding(aSiteRequest(), {}, admin, aSite({ state: 'closing' })))).toBe('rule')
  })
})

describe('order.issue', () => {
  const args = {
    orderId: ids.order,
    siteId: ids.site,
    day: today,
    findingIds: [ids.finding],
    requirement: '请于时限内修复失效链接',
    dueOn: '2026-03-05',
  }
  const issuing = (over: object = {}, state: object = {}) =>
    issue.decide(
      { site: aSite(), findings: [aFinding({ state: 'confirmed' })], today: aDay(), ...state },
      { ...args, ...over },
      context,
    )

  it.each([
    ['four working days from then on, as it was given', '2026-02-25', '2026-03-02', '2026-03-06'],
    ['one working day at least, where a veto was due the next day', '2026-02-28', '2026-03-01', '2026-03-03'],
  ])('that reaches the site days after it was issued leaves it %s', (_, issuedOn, dueOn, moved) => {
    const late = contextOf(admin, `${issuedOn}T02:00:00.000Z`)
    const given = { ...args, dueOn }
    const changes = issue.decide(
      { site: aSite(), findings: [aFinding({ state: 'confirmed' })], today: aDay() },
      given,
      late,
    )
    expect(saved(changes, 'rectificationOrder')).toMatchObject([{ dueOn: moved }])
    expect(issue.adjusted?.(changes, given, late)).toContain('顺延')
  })

  it('that is judged on the day it was issued keeps its day', () => {
    expect(saved(issuing(), 'rectificationOrder')).toMatchObject([{ dueOn: args.dueOn }])
    expect(issue.adjusted?.(issuing(), args, context)).toBeNull()
  })

  it('stands on confirmed findings and takes them along', () => {
    const changes = issuing()
    expect(saved(changes, 'rectificationOrder')[0]).toMatchObject({ version: 0, state: 'issued', unitId: ids.unit })
    expect(saved(changes, 'finding')[0]).toMatchObject({ state: 'ordered', orderId: ids.order })
  })

  it.each([
    ['a finding not confirmed', {}, { findings: [aFinding()] }, 'rule'],
    ['a finding under an order', {}, { findings: [aFinding({ state: 'ordered' })] }, 'rule'],
    ['a finding of another site', {}, { findings: [aFinding({ siteId: testId(95) })] }, 'invalid'],
    ['a finding of another day', {}, { findings: [aFinding({ day: '2026-03-01' })] }, 'invalid'],
    ['a signed day', {}, { today: aDay({ state: 'signed' }) }, 'rule'],
    ['a date that has passed', { dueOn: '2026-03-01' }, {}, 'rule'],
  ])('is refused over %s', (_, over, state, code) => {
    expect(refusalOf(() => issuing(over, state))).toBe(code)
  })

  it('names each finding once', () => {
    expect(Value.Check(issue.args, args)).toBe(true)
    expect(Value.Check(issue.args, { ...args, findingIds: [ids.finding, ids.finding] })).toBe(false)
  })
})

describe('order.advance', () => {
  type Step = Parameters<typeof advance.decide>[1]['step']
  const advancing = (step: Step, order = anOrder(), findings = [aFinding({ state: 'ordered' })]) =>
    advance.decide(
      { order, site: aSite(), findings },
      { orderId: ids.order, siteId: ids.site, step, note: '已修复' },
      context,
    )

  it('goes from issue to closure with its findings, a note each', () => {
    let order = anOrder()
    let findings = [aFinding({ state: 'ordered' })]
    for (const step of ['rectify', 'verify', 'close'] as const) {
      const changes = advancing(step, order, findings)
      order = saved(changes, 'rectificationOrder')[0] ?? order
      findings = saved(changes, 'finding')
    }
    expect(order).toMatchObject({ state: 'closed', closedAt: now })
    expect(order.notes.map(({ deed }) => deed)).toEqual(['accept', 'rectify', 'verify', 'close'])
    expect(findings.map((finding) => finding.state)).toEqual(['closed'])
  })

  it('sends back what was not rectified', () => {
    const changes = advancing('order', anOrder({ state: 'rectified' }), [aFinding({ state: 'rectified' })])
    expect(saved(changes, 'rectificationOrder')[0]).toMatchObject({ state: 'accepted', work: { failures: 1 } })
    expect(saved(changes, 'finding')[0]?.state).toBe('ordered')
  })

  it('is reported by the site and verified by the office', () => {
    const right = advance.right as (args: { step: Step }) => string
    expect((['rectify', 'verify', 'close', 'order'] as const).map((step) => right({ step }))).toEqual([
      'order.report',
      'order.verify',
      'order.verify',
      'order.verify',
    ])
  })

  it('is refused out of order and for another site', () => {
    expect(refusalOf(() => advancing('close'))).toBe('rule')
    expect(refusalOf(() => advancing('rectify', anOrder({ siteId: testId(95) })))).toBe('invalid')
  })
})

import { describe, expect, it } from 'vitest'
import type { Finding } from '#shared/contract/finding'
import type { RectificationOrder } from '#shared/contract/rectification-order'
import type { ReinspectedFinding } from '#shared/contract/rectification-work'
import { ruleFor } from '#shared/domain/command-rules'
import { findingStateUnder, freshWork, workOf } from '#shared/domain/rectification'
import { aFinding, anOperator, anOrder, aSite, ids, now, testId } from '#tests/builders'
import { contextOf, refusalOf, saved } from '../decided'

const site = aSite()
const keeper = anOperator(['site-admin'], { id: testId(71) })
const office = anOperator(['inspector'], { id: testId(72) })
const key = { orderId: ids.order, siteId: ids.site }

interface Standing {
  readonly order: RectificationOrder
  readonly findings: readonly Finding[]
}
const fresh = (over: Partial<RectificationOrder> = {}): Standing => ({
  order: anOrder(over),
  findings: [aFinding({ state: findingStateUnder[over.state ?? 'issued'], orderId: ids.order })],
})

/** The order and its findings after a command, as the platform would store them. */
function after({ order, findings }: Standing, type: string, args: object = {}, by = office): Standing {
  const rule = ruleFor(type)
  const given = { ...key, ...args }
  const changes = rule.decide({ order, site, findings }, given, contextOf(by))
  const moved = new Map(saved(changes, 'finding').map((finding) => [finding.id, finding]))
  return {
    order: saved(changes, 'rectificationOrder')[0] ?? order,
    findings: findings.map((finding) => moved.get(finding.id) ?? finding),
  }
}

const result = (verdict: ReinspectedFinding['verdict'], findingId = ids.finding): ReinspectedFinding => ({
  findingId,
  verdict,
  fact: '再次访问：返回 404',
  url: 'http://a.example/',
  seenAt: now,
})
const accept = (standing: Standing) => after(standing, 'order.accept', { responsible: '王海燕' }, keeper)
const report = (standing: Standing) =>
  after(standing, 'order.report', { measures: '已更换失效链接', proof: ['http://a.example/'] }, keeper)
const look = (standing: Standing, ...verdicts: ReinspectedFinding['verdict'][]) =>
  after(standing, 'order.reinspect', { results: verdicts.map((verdict) => result(verdict)) })
const close = (standing: Standing) => after(standing, 'order.advance', { step: 'close', note: '予以销号' })

describe('an order', () => {
  it('is accepted, reported, found mended and closed, and its findings go with it', () => {
    const accepted = accept(fresh())
    expect(accepted.order).toMatchObject({ state: 'accepted', work: { responsible: '王海燕', acceptedAt: now } })
    const reported = report(accepted)
    expect(reported.order).toMatchObject({ state: 'rectified', work: { measures: '已更换失效链接', rectifiedAt: now } })
    expect(reported.findings[0]?.state).toBe('rectified')
    const verified = look(reported, 'gone')
    expect(verified).toMatchObject({ order: { state: 'verified' }, findings: [{ state: 'verified' }] })
    const closed = close(verified)
    expect(closed).toMatchObject({ order: { state: 'closed', closedAt: now }, findings: [{ state: 'closed' }] })
    expect(closed.order.notes.map(({ deed, by }) => [deed, by])).toEqual([
      ['accept', keeper.id],
      ['rectify', keeper.id],
      ['verify', office.id],
      ['close', office.id],
    ])
  })

  it('closes by itself when it was issued so', () => {
    const order = { ...anOrder(), work: { ...freshWork, closing: 'automatic' as const } }
    const { order: closed, findings } = look(report(accept({ ...fresh(), order })), 'gone')
    expect(closed).toMatchObject({ state: 'closed', closedAt: now })
    expect(findings[0]?.state).toBe('closed')
  })

  it('goes back to the site, counted, where the fault is still there', () => {
    let standing = look(report(accept(fresh())), 'still')
    expect(standing).toMatchObject({ order: { state: 'accepted', work: { failures: 1, rectifiedAt: null } } })
    expect(standing.findings[0]?.state).toBe('ordered')
    standing = look(report(standing), 'still')
    expect(workOf(standing.order).failures).toBe(2)
    expect(standing.order.notes.at(-1)?.text).toContain('复核发现 1 个问题仍然存在')
  })

  it('waits on where our side could not say', () => {
    const standing = look(report(accept(fresh())), 'unknown')
    expect(standing.order).toMatchObject({ state: 'rectified', work: { failures: 0 } })
    expect(standing.order.notes.at(-1)).toMatchObject({ deed: 'reinspect' })
    expect(standing.findings[0]?.state).toBe('rectified')
  })

  it('is not mended while one of two faults is unknown, and fails while one is still there', () => {
    const other = testId(73)
    const two = { order: anOrder({ state: 'rectified', findingIds: [ids.finding, other] }), findings: [] }
    const seen = (one: ReinspectedFinding['verdict'], next: ReinspectedFinding['verdict']) =>
      after(two, 'order.reinspect', { results: [result(one), result(next, other)] }).order.state
    expect(seen('gone', 'unknown')).toBe('rectified')
    expect(seen('unknown', 'still')).toBe('accepted')
    expect(seen('gone', 'gone')).toBe('verified')
  })

  it('that the site disputes is upheld, or withdrawn and its findings let go', () => {
    const disputed = after(fresh(), 'order.dispute', { reason: '该栏目已移交县局' }, keeper)
    expect(disputed.order.state).toBe('disputed')
    expect(after(disputed, 'order.settle', { as: 'uphold', reason: '仍由贵单位负责' }).order.state).toBe('issued')
    const withdrawn = after(disputed, 'order.settle', { as: 'withdraw', reason: '情况属实' })
    expect(withdrawn).toMatchObject({
      order: { state: 'withdrawn' },
      findings: [{ state: 'confirmed', orderId: null }],
    })
  })

  it('is supervised by a person at any level from where it stands, never lower', () => {
    const supervised = after(fresh(), 'order.supervise', {
      level: 3,
      reason: '多次催办',
      accountability: '约谈分管领导',
    })
    expect(supervised.order.work).toMatchObject({ level: 3, supervisorId: office.id, accountability: '约谈分管领导' })
    const again = () => after(supervised, 'order.supervise', { level: 1, reason: '降低级别' })
    expect(refusalOf(again)).toBe('rule')
    expect(refusalOf(() => after(fresh({ state: 'closed' }), 'order.supervise', { level: 1, reason: '已办结' }))).toBe(
      'rule',
    )
  })

  it('counts as done when the site did it, however long that took to arrive', () => {
    const rule = ruleFor('order.report')
    const { order, findings } = accept(fresh())
    const yesterday = '2026-03-01T02:00:00.000Z'
    const changes = rule.decide(
      { order, site, findings },
      { ...key, measures: '已更换失效链接', proof: [] },
      contextOf(keeper, yesterday),
    )
    const [reported] = saved(changes, 'rectificationOrder')
    expect(reported).toMatchObject({ work: { rectifiedAt: yesterday } })
    expect(reported?.notes.at(-1)?.at).toBe(now)
  })

  it('keeps what older platforms stored without its work', () => {
    expect(accept(fresh({ work: null })).order.work).toMatchObject({ source: 'daily', closing: 'person', level: 0 })
  })
})

describe('a later deadline', () => {
  const wanted = '2026-03-12'
  const ask = (standing: Standing, over: object = {}) =>
    after(standing, 'order.extend', { wanted, reason: '系统升级中', ...over }, keeper)
  const decide = (standing: Standing, granted: boolean, by = office) =>
    after(standing, 'order.extension-decide', { granted, reason: '情况属实' }, by)

  it('is asked for with a reason, and granted by somebody else', () => {
    const asked = ask(accept(fresh()))
    expect(asked.order.dueOn).toBe('2026-03-05')
    const granted = decide(asked, true)
    expect(granted.order).toMatchObject({ dueOn: wanted, state: 'accepted' })
    expect(workOf(granted.order).extensions).toMatchObject([
      { from: '2026-03-05', wanted, by: keeper.id, decision: { granted: true, by: office.id } },
    ])
  })

  it('that is denied leaves the day as it was', () => {
    expect(decide(ask(accept(fresh())), false).order.dueOn).toBe('2026-03-05')
  })

  it('is no longer wanted once the site reports', () => {
    expect(workOf(report(ask(accept(fresh()))).order).extensions).toEqual([])
  })

  it.each<[string, () => unknown, string]>([
    ['before acceptance', () => ask(fresh()), 'rule'],
    ['twice at a time', () => ask(ask(accept(fresh()))), 'rule'],
    ['to an earlier day', () => ask(accept(fresh()), { wanted: '2026-03-04' }), 'rule'],
    ['to the day it is due anyway', () => ask(accept(fresh()), { wanted: '2026-03-05' }), 'rule'],
    ['by more than 20 working days', () => ask(accept(fresh()), { wanted: '2026-04-30' }), 'rule'],
    ['by whoever asks', () => decide(ask(accept(fresh())), true, keeper), 'forbidden'],
    ['where none was asked for', () => decide(accept(fresh()), true), 'rule'],
  ])('is refused %s', (_, run, code) => {
    expect(refusalOf(run)).toBe(code)
  })

  it('is refused a third time', () => {
    const once = (standing: Standing, day: string) => decide(ask(standing, { wanted: day }), true)
    const twice = once(once(accept(fresh()), '2026-03-12'), '2026-03-19')
    expect(refusalOf(() => ask(twice, { wanted: '2026-03-26' }))).toBe('rule')
  })
})

describe('what is refused of an order', () => {
  const reported = report(accept(fresh()))
  it.each<[string, () => unknown, string]>([
    ['accepting it twice', () => accept(accept(fresh())), 'rule'],
    ['disputing it once accepted', () => after(accept(fresh()), 'order.dispute', { reason: '不认可' }, keeper), 'rule'],
    ['reporting it before acceptance', () => report(fresh()), 'rule'],
    ['reporting it twice', () => report(reported), 'rule'],
    ['settling what nobody disputes', () => after(fresh(), 'order.settle', { as: 'uphold', reason: '维持' }), 'rule'],
    ['looking again before a report', () => look(accept(fresh()), 'gone'), 'rule'],
    [
      'a look that left a finding out',
      () => after(reported, 'order.reinspect', { results: [result('gone', testId(9))] }),
      'invalid',
    ],
    [
      'a look at more than it is about',
      () => after(reported, 'order.reinspect', { results: [result('gone'), result('gone', testId(9))] }),
      'invalid',
    ],
    ['closing what is not verified', () => close(reported), 'rule'],
    ['anything once it is closed', () => report(close(look(reported, 'gone'))), 'rule'],
    ['anything for another site', () => accept(fresh({ siteId: testId(95) })), 'invalid'],
  ])('%s', (_, run, code) => {
    expect(refusalOf(run)).toBe(code)
  })

  it('is for the site to accept, dispute, report and extend, and for the office to do the rest', () => {
    const rightOf = (type: string, args: Record<string, unknown> = {}) => {
      const { right } = ruleFor(type)
      return typeof right === 'function' ? right(args) : right
    }
    for (const type of ['order.accept', 'order.dispute', 'order.report', 'order.extend'])
      expect(rightOf(type)).toBe('order.report')
    for (const type of ['order.settle', 'order.extension-decide', 'order.reinspect'])
      expect(rightOf(type)).toBe('order.verify')
    expect(rightOf('order.supervise')).toBe('order.issue')
    expect(rightOf('order.revert', { deed: 'close' })).toBe('order.verify')
    expect(rightOf('order.revert', { deed: 'accept' })).toBe('order.report')
  })
})

describe('taking a step back', () => {
  const revert = (standing: Standing, deed: string, by = keeper) => after(standing, 'order.revert', { deed }, by)

  it.each<[string, Standing, string, typeof keeper, object]>([
    [
      'an acceptance',
      accept(fresh()),
      'accept',
      keeper,
      { state: 'issued', work: { responsible: '', acceptedAt: null } },
    ],
    [
      'a report',
      report(accept(fresh())),
      'rectify',
      keeper,
      { state: 'accepted', work: { measures: '', rectifiedAt: null } },
    ],
    ['a closure', close(look(report(accept(fresh())), 'gone')), 'close', office, { state: 'verified', closedAt: null }],
    [
      'a dispute',
      after(fresh(), 'order.dispute', { reason: '已移交' }, keeper),
      'dispute',
      keeper,
      { state: 'issued' },
    ],
  ])('undoes %s', (_, standing, deed, by, expected) => {
    const reverted = revert(standing, deed, by)
    expect(reverted.order).toMatchObject(expected)
    expect(reverted.findings[0]?.state).toBe(findingStateUnder[reverted.order.state])
    expect(reverted.order.notes).toHaveLength(standing.order.notes.length + 1)
  })

  it('is what the undo of each step submits', () => {
    const rule = ruleFor('order.accept')
    expect(rule.undo?.({}, { ...key, responsible: '王海燕' })).toEqual({
      type: 'order.revert',
      args: { ...key, deed: 'accept' },
    })
    const advance = ruleFor('order.advance')
    expect(advance.undo?.({}, { ...key, step: 'order', note: '退回' })).toBeNull()
  })

  it('is refused once something followed, and to others', () => {
    expect(refusalOf(() => revert(report(accept(fresh())), 'accept'))).toBe('conflict')
    expect(refusalOf(() => revert(accept(fresh()), 'accept', office))).toBe('forbidden')
  })
})

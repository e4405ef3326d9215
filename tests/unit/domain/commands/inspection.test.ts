import { describe, expect, it } from 'vitest'
import type { Finding } from '#shared/contract/finding'
import type { SiteResult } from '#shared/contract/inspection-run'
import { rule as reviewDay } from '#shared/domain/commands/day-review'
import { rule as dispose } from '#shared/domain/commands/finding-dispose'
import { rule as record } from '#shared/domain/commands/inspection-record'
import { buildDailyLog } from '#shared/domain/daily-log'
import { dayId } from '#shared/domain/day-identity'
import { manualCheckItems } from '#shared/domain/manual-checks'
import { indicators } from '#shared/inspection/indicators'
import { defaultPlan } from '#shared/inspection/plan'
import { aDay, aFinding, anObservedFinding, anOperator, aRun, aSite, ids, now, testId, today } from '#tests/builders'
import { contextOf, refusalOf, saved } from '../decided'

const inspector = anOperator(['inspector'])
const observed = { siteId: ids.site, observed: anObservedFinding() }
const recording = (args: object = {}, over: object = {}, by = inspector) =>
  record.decide(
    { sites: [aSite()], plan: defaultPlan, today: null, exemptions: [], known: [], ...over },
    {
      runId: ids.run,
      planId: ids.plan,
      day: today,
      startedAt: now,
      finishedAt: now,
      sites: aRun().sites,
      findings: [observed],
      ...args,
    },
    contextOf(by),
  )

describe('inspection.record', () => {
  it('stores the run, opens the day and each finding with its hash', () => {
    const changes = recording()
    expect(saved(changes, 'inspectionRun')[0]).toMatchObject({ id: ids.run, version: 0, inspectorId: inspector.id })
    expect(saved(changes, 'inspectionDay')[0]).toMatchObject({ id: dayId(today), state: 'running', version: 0 })
    expect(saved(changes, 'finding')[0]).toMatchObject({ state: 'open', hash: aFinding().hash, runId: ids.run })
  })

  it('stores the same fault of the same day once', () => {
    const known = saved(recording({ findings: [observed, observed] }), 'finding')
    expect(known).toHaveLength(1)
    expect(saved(recording({ runId: testId(80) }, { known }), 'finding')).toEqual([])
  })

  it('adds the inspector to a day that others began, and takes back its review', () => {
    const begun = aDay({ inspectorIds: [testId(99)], state: 'reviewed', reviewedBy: testId(99), reviewedAt: now })
    expect(saved(recording({}, { today: begun }), 'inspectionDay')[0]).toMatchObject({
      state: 'running',
      inspectorIds: [inspector.id, testId(99)].sort(),
      reviewedBy: null,
      version: 1,
    })
  })

  it.each([
    ['a signed day', {}, { today: aDay({ state: 'signed' }) }, 'rule'],
    ['a plan that is not there', {}, { plan: null }, 'not-found'],
    ['a finding of a site not inspected', { findings: [{ ...observed, siteId: testId(81) }] }, {}, 'invalid'],
  ])('is refused for %s', (_, args, over, code) => {
    expect(refusalOf(() => recording(args, over))).toBe(code)
  })

  it('is refused where one of the sites is out of reach', () => {
    const scope = { sites: [ids.site] }
    const own = anOperator([], { assignments: [{ role: 'inspector', scope }] })
    const sites = [aSite(), aSite({ id: testId(82) })]
    expect(recording({}, {}, own)).not.toHaveLength(0)
    expect(refusalOf(() => recording({}, { sites }, own))).toBe('forbidden')
  })
})

type As = Parameters<typeof dispose.decide>[1]['as']
const disposal = (as: As) => ({
  findingId: ids.finding,
  siteId: ids.site,
  day: today,
  seen: aFinding().hash,
  as,
  reason: '已人工复核',
})
const disposing = (as: As, over: object = {}, args: object = {}) =>
  dispose.decide(
    { finding: aFinding(), site: aSite(), today: aDay(), ...over },
    { ...disposal(as), ...args },
    contextOf(inspector),
  )

describe('finding.dispose', () => {
  it('judges a finding with the reason, and leaves a running day alone', () => {
    const changes = disposing('confirmed')
    expect(changes).toHaveLength(1)
    expect(saved(changes, 'finding')[0]).toMatchObject({
      state: 'confirmed',
      disposition: { reason: '已人工复核', by: inspector.id, at: now },
    })
  })

  it('makes whoever judges an inspector of the day, and takes back its review', () => {
    const reviewed = aDay({ state: 'reviewed', inspectorIds: [testId(99)], reviewedBy: testId(99), reviewedAt: now })
    const [day] = saved(disposing('confirmed', { today: reviewed }), 'inspectionDay')
    expect(day).toMatchObject({ state: 'running', reviewedBy: null, reviewedAt: null })
    expect(day?.inspectorIds).toContain(inspector.id)
  })

  it.each(['confirmed', 'false_positive', 'duplicate'] as const)('as %s is undone by its inverse', (as) => {
    const before = { finding: aFinding(), site: aSite(), today: aDay() }
    const [finding] = saved(disposing(as), 'finding')
    const undo = dispose.undo?.(before, disposal(as))
    expect(undo?.type).toBe('finding.dispose')
    expect(saved(disposing('open', { finding }, undo?.args), 'finding')[0]).toEqual(before.finding)
  })

  it('undoes a second judgement to the first', () => {
    const disposition = { reason: '链接确已失效', by: inspector.id, at: now }
    const finding: Finding = aFinding({ state: 'confirmed', disposition })
    const undo = dispose.undo?.({ finding, site: aSite(), today: aDay() }, disposal('false_positive'))
    const [after] = saved(disposing('false_positive', { finding }), 'finding')
    expect(saved(disposing('open', { finding: after }, undo?.args), 'finding')[0]).toEqual(finding)
  })

  it.each([
    ['another observation', {}, { seen: 'f'.repeat(64) }, 'conflict'],
    ['another day', {}, { day: '2026-03-01' }, 'invalid'],
    ['another site', { site: aSite({ id: testId(83) }) }, {}, 'invalid'],
    ['a signed day', { today: aDay({ state: 'signed' }) }, {}, 'rule'],
    ['a finding under an order', { finding: aFinding({ state: 'ordered' }) }, {}, 'rule'],
    ['a finding judged so already', { finding: aFinding({ state: 'confirmed' }) }, {}, 'rule'],
  ])('is refused over %s', (_, over, args, code) => {
    expect(refusalOf(() => disposing('confirmed', over, args))).toBe(code)
  })
})

const reviewing = (over: object = {}) =>
  reviewDay.decide(
    { today: aDay(), runs: [aRun()], findings: [aFinding({ state: 'confirmed' })], ...over },
    { day: today, remark: '网络正常' },
    contextOf(inspector),
  )

const failedHere = (site: SiteResult): SiteResult => ({ ...site, failedHere: true, reachable: false })

describe('day.review', () => {
  it('hands the day over for signing, by somebody who may not sign it then', () => {
    expect(saved(reviewing({ today: aDay({ inspectorIds: [] }) }), 'inspectionDay')[0]).toMatchObject({
      state: 'reviewed',
      reviewedBy: inspector.id,
      inspectorIds: [inspector.id],
      remark: '网络正常',
    })
  })

  it.each([
    ['nothing was inspected', { runs: [] }],
    ['our own side failed on every site', { runs: [aRun({ sites: aRun().sites.map(failedHere) })] }],
    ['the day is not there', { today: null }],
    ['it is signed', { today: aDay({ state: 'signed' }) }],
    ['a finding is open', { findings: [aFinding({ state: 'confirmed' }), aFinding()] }],
  ])('is refused where %s', (_, over) => {
    expect(refusalOf(() => reviewing(over))).toBe('rule')
  })
})

it('refuses a second hand-over, which would take the place of the first remark unseen', () => {
  expect(refusalOf(() => reviewing({ today: aDay({ state: 'reviewed', reviewedBy: testId(99) }) }))).toBe('conflict')
})

describe('the manual list of a day', () => {
  const reviewWith = (checks: readonly object[]) =>
    reviewDay.decide(
      { today: aDay(), runs: [aRun()], findings: [] },
      { day: today, remark: '', checks: checks as never },
      contextOf(inspector),
    )

  it('is kept whole, with what nobody looked at as such', () => {
    const [day] = saved(reviewWith([{ item: 'D24.1', state: 'ok', note: '' }]), 'inspectionDay')
    expect(day?.checks?.map(({ item }) => item)).toEqual(manualCheckItems.map(({ item }) => item))
    expect(day?.checks?.filter(({ state }) => state !== 'unchecked')).toEqual([
      { item: 'D24.1', look: expect.stringContaining('一次登录'), state: 'ok', note: '' },
    ])
  })

  it.each([
    [{ item: 'D99.1', state: 'ok', note: '' }, '清单中没有 D99.1'],
    [{ item: 'D24.1', state: 'fault', note: ' ' }, '请写明 D24.1'],
  ])('refuses %j', (check, message) => {
    expect(() => reviewWith([check])).toThrow(message)
  })

  it('stands in the log of the day', () => {
    const [day] = saved(reviewWith([{ item: 'D24.1', state: 'fault', note: '办事系统要再次登录' }]), 'inspectionDay')
    if (day === undefined) throw new Error('no day')
    const { checks } = buildDailyLog({ day: { ...aDay(), ...day }, runs: [], findings: [], orders: [] })
    expect(checks).toContainEqual(
      expect.objectContaining({ item: 'D24.1', state: 'fault', note: '办事系统要再次登录' }),
    )
    expect(buildDailyLog({ day: aDay(), runs: [], findings: [], orders: [] })).not.toHaveProperty('checks')
  })
})

it('machine or person: nothing of the official list is missing', () => {
  const judged = new Set([...indicators.map(({ id }) => id), ...manualCheckItems.map(({ indicator }) => indicator)])
  const official = [
    ['V', 6],
    ['D', 25],
    ['G', 22],
    ['N', 3],
  ] as const
  const all = official.flatMap(([letter, count]) => Array.from({ length: count }, (_, at) => `${letter}${at + 1}`))
  expect(all.filter((id) => !judged.has(id))).toEqual([])
})

import { describe, expect, it } from 'vitest'
import { rule as cancel } from '#shared/domain/commands/run-cancel'
import { rule as pause } from '#shared/domain/commands/run-pause'
import { rule as resume } from '#shared/domain/commands/run-resume'
import { rule as start } from '#shared/domain/commands/run-start'
import { filedWindow, scopeOf } from '#shared/domain/inspection-scope'
import { etaMsOf, platformRunEdges } from '#shared/domain/platform-run-states'
import { defaultPlan } from '#shared/inspection/plan'
import { anOperator, aPlatformRun, aSite, aSiteRequest, ids, now, testId, today } from '#tests/builders'
import { contextOf, refusalOf, saved } from './decided'

const inspector = anOperator(['inspector'])
const later = (minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString()
const atWork = aPlatformRun({ state: 'running', activeSince: later(-10), activeMs: 60_000, total: 100, done: 20 })

describe('run.start', () => {
  const starting = (siteIds: string[] | null, by = inspector, over: object = {}) =>
    start.decide(
      { plan: defaultPlan, sites: siteIds ? [aSite()] : [], ...over },
      { runId: ids.platformRun, planId: ids.plan, siteIds },
      contextOf(by),
    )

  it('orders a run that waits for a worker', () => {
    expect(saved(starting(null), 'platformRun')[0]).toMatchObject({
      state: 'waiting',
      total: 0,
      inspectorId: inspector.id,
    })
  })

  it('is refused over sites out of reach, and without a plan', () => {
    const elsewhere = anOperator([], { assignments: [{ role: 'inspector', scope: { region: '350000' } }] })
    expect(refusalOf(() => starting([ids.site], elsewhere))).toBe('forbidden')
    expect(refusalOf(() => starting(null, inspector, { plan: null }))).toBe('not-found')
  })
})

describe('steering', () => {
  const steer = (rule: typeof pause, run = atWork, by = inspector) =>
    saved(rule.decide({ run }, { runId: run.id }, contextOf(by)), 'platformRun')[0]

  it('stops the clock in a pause and starts it again', () => {
    const paused = steer(pause)
    expect(paused).toMatchObject({ state: 'paused', activeSince: null, activeMs: 11 * 60_000 })
    expect(steer(resume, paused)).toMatchObject({ state: 'running', activeSince: now, activeMs: 11 * 60_000 })
  })

  it('ends a run for good', () => {
    const cancelled = steer(cancel)
    expect(cancelled).toMatchObject({ state: 'cancelled', finishedAt: now, done: 20 })
    for (const rule of [pause, resume, cancel]) expect(refusalOf(() => steer(rule, cancelled))).toBe('rule')
  })

  it('is not up to an inspector of some region who did not order it', () => {
    const local = anOperator([], { id: testId(90), assignments: [{ role: 'inspector', scope: { region: '340100' } }] })
    expect(refusalOf(() => steer(pause, atWork, local))).toBe('forbidden')
    expect(steer(pause, { ...atWork, inspectorId: local.id }, local)?.state).toBe('paused')
  })

  it('knows where each state leads', () => {
    expect(platformRunEdges).toEqual({
      waiting: { begin: 'running', finish: 'finished', cancel: 'cancelled' },
      running: { pause: 'paused', finish: 'finished', cancel: 'cancelled' },
      paused: { resume: 'running', finish: 'finished', cancel: 'cancelled' },
      finished: {},
      cancelled: {},
    })
  })
})

describe('the time that is left', () => {
  it('follows the pace so far, pauses left out', () => {
    expect(etaMsOf(atWork, now)).toBe((11 * 60_000 * 80) / 20)
  })

  it('is unknown before the first site, in a pause and at the end', () => {
    expect(etaMsOf({ ...atWork, done: 0 }, now)).toBeNull()
    expect(etaMsOf({ ...atWork, state: 'paused' }, now)).toBeNull()
  })
})

describe('the scope of a run', () => {
  const offline = aSite({ state: 'temporarily_offline', offlineUntil: '2026-03-10' })
  const filed = aSiteRequest({ action: 'temporary_offline', state: 'approved', from: '2026-03-01', to: '2026-03-10' })

  it.each([
    ['2026-02-28', null],
    ['2026-03-01', { until: '2026-03-10' }],
    ['2026-03-10', { until: '2026-03-10' }],
    ['2026-03-11', null],
  ])('on %s leaves a site out for the window %o', (day, window) => {
    expect(filedWindow(offline, [filed], day)).toEqual(window)
  })

  it('takes a site that came back early for one like any other', () => {
    expect(filedWindow(aSite({ state: 'running' }), [filed], today)).toBeNull()
  })

  it('believes the registry where a site is off the network without a request', () => {
    expect(filedWindow(offline, [], today)).toEqual({ until: '2026-03-10' })
    expect(filedWindow(offline, [], '2026-03-11')).toBeNull()
  })

  it('holds sites that answer the public, those filed apart, and of these the chosen ones', () => {
    const sites = [
      aSite(),
      aSite({ id: testId(70), state: 'building' }),
      aSite({ id: testId(71), state: 'migrated' }),
      aSite({ id: testId(72), state: 'closing' }),
      { ...offline, id: testId(73) },
    ]
    const requests = [{ ...filed, siteId: testId(73) }]
    const scope = scopeOf(defaultPlan, null, sites, requests, today)
    expect(scope.sites.map(({ id }) => id)).toEqual([ids.site, testId(72)])
    expect(scope.excluded).toEqual([{ siteId: testId(73), until: '2026-03-10' }])
    expect(scopeOf(defaultPlan, [testId(72)], sites, requests, today).sites).toHaveLength(1)
    const narrow = { scope: { siteIds: [ids.site] } }
    expect(scopeOf(narrow, null, sites, requests, today).sites.map(({ id }) => id)).toEqual([ids.site])
  })
})

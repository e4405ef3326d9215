import { describe, expect, it } from 'vitest'
import type { Finding } from '#shared/contract/finding'
import { rule as grant } from '#shared/domain/commands/exemption-grant'
import { rule as withdraw } from '#shared/domain/commands/exemption-withdraw'
import { rule as record } from '#shared/domain/commands/inspection-record'
import { defaultPlan } from '#shared/inspection/plan'
import {
  aColumn,
  aDay,
  aFinding,
  anExemption,
  anObservedFinding,
  anOperator,
  aRun,
  aSite,
  ids,
  now,
  testId,
  today,
} from '#tests/builders'
import { contextOf, refusalOf, saved } from '../decided'

const inspector = anOperator(['inspector'])
const plan = { ...defaultPlan, id: ids.plan }
const asked = {
  exemptionId: ids.exemption,
  findingId: ids.finding,
  siteId: ids.site,
  day: today,
  indicator: 'D20',
  runId: ids.run,
  planId: ids.plan,
  seen: aFinding().hash,
  scope: 'address',
  columnId: null,
  until: '2026-04-01',
  reason: '该地址只对外网开放，人工打开正常',
} as const
const granting = (args: object = {}, over: object = {}, by = inspector) =>
  grant.decide(
    { finding: aFinding(), site: aSite(), today: aDay(), run: aRun(), plan, column: null, ofDay: [], ...over },
    { ...asked, ...args },
    contextOf(by),
  )

describe('exemption.grant', () => {
  it('judges the finding a false alarm and keeps the exemption', () => {
    const changes = granting()
    expect(saved(changes, 'exemption')[0]).toEqual({ ...anExemption(), version: 0 })
    expect(saved(changes, 'finding')).toMatchObject([{ state: 'false_positive', exemptionId: null }])
  })

  it('takes along what is open that day inside its scope, and nothing else', () => {
    const other = (id: number, over: Partial<Finding>): Finding => aFinding({ id: testId(id), ...over })
    const ofDay = [
      aFinding(),
      other(50, { siteId: testId(90) }),
      other(51, { siteId: testId(91), state: 'confirmed' }),
      other(52, { siteId: testId(92), url: 'http://x.example/' }),
    ]
    const changes = granting({ scope: 'target' }, { ofDay })
    expect(saved(changes, 'exemption')[0]).toMatchObject({ siteId: null, indicator: 'D20' })
    expect(saved(changes, 'finding').map(({ id, exemptionId }) => [id, exemptionId])).toEqual([
      [ids.finding, null],
      [testId(50), ids.exemption],
    ])
  })

  it.each([
    ['the last day that its scope allows', { scope: 'site', until: '2026-04-01' }, null],
    ['a day beyond it', { scope: 'site', until: '2026-04-02' }, 'rule'],
    ['a day that has passed', { until: '2026-03-01' }, 'rule'],
    ['another observation', { seen: 'f'.repeat(64) }, 'conflict'],
    ['another indicator', { indicator: 'D19' }, 'invalid'],
  ] as const)('over %s: %j', (_, args, code) => {
    if (code) expect(refusalOf(() => granting(args))).toBe(code)
    else expect(granting(args)).not.toEqual([])
  })

  it.each([
    ['a signed day', {}, { today: aDay({ state: 'signed' }) }, 'rule'],
    ['another plan than the run’s', {}, { plan: defaultPlan }, 'invalid'],
    ['a plan that allows fewer days', {}, { plan: { ...plan, exemptionDays: 5 } }, 'rule'],
    ['a column that the finding is not in', { scope: 'column', columnId: ids.column }, {}, 'rule'],
    ['a column of another site', { scope: 'column' }, { column: aColumn({ siteId: testId(90) }) }, 'rule'],
    ['a finding under an order', {}, { finding: aFinding({ state: 'ordered' }) }, 'rule'],
    ['a veto for the whole site', { scope: 'site' }, { finding: aFinding({ severity: 'veto' }) }, 'rule'],
  ] as const)('is refused over %s', (_, args, over, code) => {
    expect(refusalOf(() => granting(args, over))).toBe(code)
  })

  it('over all sites takes the right for the province', () => {
    const own = anOperator([], { assignments: [{ role: 'inspector', scope: { sites: [ids.site] } }] })
    expect(granting({ scope: 'host' }, {}, own)).not.toEqual([])
    expect(refusalOf(() => granting({ scope: 'target' }, {}, own))).toBe('forbidden')
  })
})

const withdrawing = (args: object = {}, over: object = {}, by = inspector) =>
  withdraw.decide(
    { exemption: anExemption(), finding: null, site: aSite(), today: aDay(), exempted: [], ...over },
    {
      exemptionId: ids.exemption,
      findingId: ids.finding,
      siteId: ids.site,
      day: today,
      reopen: false,
      reason: '已修复',
      ...args,
    },
    contextOf(by),
  )

describe('exemption.withdraw', () => {
  it('ends it from now on and leaves what was judged', () => {
    const exempted = [aFinding({ state: 'false_positive', exemptionId: ids.exemption })]
    const changes = withdrawing({}, { exempted, today: aDay({ state: 'signed' }) })
    expect(changes).toHaveLength(1)
    expect(saved(changes, 'exemption')[0]).toMatchObject({ withdrawnBy: inspector.id, withdrawnAt: now })
  })

  it('as the undo of a grant opens the findings of that day again', () => {
    const before = { finding: aFinding(), site: aSite(), today: aDay(), run: aRun(), plan, column: null, ofDay: [] }
    const undo = grant.undo?.(before, asked)
    const judged = saved(granting(), 'finding')[0]
    const along = aFinding({ id: testId(50), state: 'false_positive', exemptionId: ids.exemption })
    const yesterday = { ...along, id: testId(51), day: '2026-03-01' }
    const changes = withdrawing(undo?.args, { finding: judged, exempted: [along, yesterday] })
    expect(undo?.type).toBe('exemption.withdraw')
    expect(saved(changes, 'finding')).toEqual([aFinding(), { ...aFinding(), id: testId(50) }])
  })

  it.each([
    ['one that was withdrawn', {}, { exemption: anExemption({ withdrawnAt: now }) }, 'rule'],
    ['another site', {}, { site: aSite({ id: testId(90) }) }, 'invalid'],
    ['findings of a signed day', { reopen: true }, { today: aDay({ state: 'signed' }) }, 'rule'],
  ] as const)('is refused over %s', (_, args, over, code) => {
    expect(refusalOf(() => withdrawing(args, over))).toBe(code)
  })

  it('of one over all sites takes the right for the province', () => {
    const own = anOperator([], { assignments: [{ role: 'inspector', scope: { sites: [ids.site] } }] })
    expect(withdrawing({}, {}, own)).toHaveLength(1)
    expect(refusalOf(() => withdrawing({}, { exemption: anExemption({ siteId: null }) }, own))).toBe('forbidden')
  })
})

describe('inspection.record', () => {
  const recording = (
    exemptions: readonly ReturnType<typeof anExemption>[],
    today_ = aDay({ inspectorIds: [inspector.id] }),
  ) =>
    record.decide(
      { sites: [aSite()], plan, today: today_, exemptions, known: [] },
      {
        runId: ids.run,
        planId: ids.plan,
        day: today,
        startedAt: now,
        finishedAt: now,
        sites: aRun().sites,
        findings: [{ siteId: ids.site, observed: anObservedFinding() }],
      },
      contextOf(inspector),
    )

  it('keeps a false alarm inside a living scope from the queue, with the exemption’s id and who granted it', () => {
    const granted = anExemption({ grantedBy: testId(95) })
    const changes = recording([granted])
    expect(saved(changes, 'finding')[0]).toMatchObject({
      state: 'false_positive',
      exemptionId: granted.id,
      disposition: { by: testId(95), reason: granted.reason },
    })
    expect(saved(changes, 'inspectionDay')[0]?.inspectorIds).toContain(testId(95))
  })

  it('brings it back on the day after the last', () => {
    expect(saved(recording([anExemption({ until: today })]), 'finding')[0]?.state).toBe('false_positive')
    expect(saved(recording([anExemption({ until: '2026-03-01' })]), 'finding')[0]).toMatchObject({
      state: 'open',
      exemptionId: null,
    })
  })
})

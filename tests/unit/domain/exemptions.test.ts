import { describe, expect, it } from 'vitest'
import type { ExemptionScope } from '#shared/contract/exemption'
import {
  columnAddress,
  columnOf,
  exemptionOf,
  exemptSubject,
  isInForce,
  isInScope,
  isScopeOffered,
  lapsedExemptionOf,
  lastExemptDay,
  mostExemptionDays,
} from '#shared/domain/exemptions'
import { aColumn, aFinding, anExemption, aSite, ids, testId, today } from '#tests/builders'

const inColumn = { url: 'http://www.yunling.example/columns/tzgg/1.html' }
const reach = (scope: ExemptionScope, finding = aFinding()) => ({
  scope,
  siteId: scope.startsWith('target') ? null : finding.siteId,
  indicator: scope === 'site' ? null : finding.indicator,
  subject: exemptSubject(scope, finding, aSite(), aColumn()),
})
const elsewhere = testId(90)

describe('an exemption reaches', () => {
  it.each([
    ['address', aFinding(), {}, true],
    ['address', aFinding(), { identity: testId(91) }, false],
    ['host', aFinding(), { url: 'http://www.yunling.example/other' }, true],
    ['host', aFinding(), { url: 'http://other.example/' }, false],
    ['host', aFinding(), { siteId: elsewhere }, false],
    ['column', aFinding(inColumn), { url: 'http://www.yunling.example/columns/tzgg/2.html' }, true],
    ['column', aFinding(inColumn), { url: 'http://www.yunling.example/columns/tzggx/' }, false],
    ['indicator', aFinding(), { url: 'http://x.example/' }, true],
    ['indicator', aFinding(), { indicator: 'D19' }, false],
    ['site', aFinding(), { indicator: 'D19' }, true],
    ['site', aFinding(), { severity: 'veto' }, false],
    ['target', aFinding(), { siteId: elsewhere }, true],
    ['target', aFinding(), { url: 'http://www.yunling.example/x' }, false],
    ['target-host', aFinding(), { siteId: elsewhere, url: 'https://www.yunling.example/x' }, true],
    ['target-host', aFinding(), { indicator: 'D11' }, false],
  ] as const)('by %s a finding with %#', (scope, granted, over, isReached) => {
    expect(isInScope(reach(scope, granted), { ...granted, ...over })).toBe(isReached)
  })

  it('in a column the links that stand on nothing but its pages', () => {
    const exemption = reach('column', aFinding(inColumn))
    const link = (foundOn: string[]) => ({ ...aFinding(), evidence: { ...aFinding().evidence, foundOn } })
    expect(isInScope(exemption, link([inColumn.url]))).toBe(true)
    expect(isInScope(exemption, link([inColumn.url, 'http://www.yunling.example/']))).toBe(false)
  })
})

describe('an exemption holds', () => {
  it('up to and including its last day', () => {
    expect(isInForce(anExemption({ until: today }), today)).toBe(true)
    expect(isInForce(anExemption({ until: '2026-03-01' }), today)).toBe(false)
  })

  it('no longer once it is withdrawn', () => {
    const withdrawn = anExemption({ withdrawnAt: '2026-03-01T00:00:00.000Z' })
    expect(exemptionOf(aFinding(), [withdrawn], today)).toBeUndefined()
    expect(lapsedExemptionOf(aFinding(), [withdrawn], today)).toBe(withdrawn)
  })

  it('and is told apart from one that has run out', () => {
    const [old, older] = [anExemption({ until: '2026-03-01' }), anExemption({ until: '2026-01-01' })]
    expect(lapsedExemptionOf(aFinding(), [older, old], today)).toBe(old)
    expect(exemptionOf(aFinding(), [old, anExemption()], today)?.until).toBe('2026-04-01')
  })
})

describe('the days of an exemption', () => {
  it('are fewer the wider it reaches, and never more than the plan allows', () => {
    expect(mostExemptionDays('address', {})).toBeGreaterThan(mostExemptionDays('site', {}))
    expect(mostExemptionDays('address', { exemptionDays: 7 })).toBe(7)
    expect(lastExemptDay('site', { exemptionDays: 90 }, today)).toBe('2026-04-01')
  })
})

describe('what is offered', () => {
  it('is a host or a target for links alone, a column where one is known, the site unless it is about a veto', () => {
    const footer = aFinding({ indicator: 'D19' })
    expect(isScopeOffered('host', footer, null)).toBe(false)
    expect(isScopeOffered('target', aFinding(), null)).toBe(true)
    expect(isScopeOffered('column', footer, null)).toBe(false)
    expect(isScopeOffered('site', { ...footer, severity: 'veto' }, null)).toBe(false)
    expect(isScopeOffered('address', { ...footer, identity: null }, null)).toBe(false)
  })

  it('is the innermost column that a finding lies in', () => {
    const inner = aColumn({ id: testId(92), path: '/columns/tzgg/2026/' })
    const finding = aFinding({ url: 'http://www.yunling.example/columns/tzgg/2026/1.html' })
    expect(columnOf(finding, aSite(), [aColumn(), inner])).toBe(inner)
    expect(columnOf(aFinding({ url: 'http://x.example/' }), aSite(), [inner])).toBeNull()
    expect(columnAddress(aSite(), aColumn({ path: 'https://zw.example/tz/' }))).toBe('//zw.example/tz/')
  })
})

it('needs no finding of its own site to be about it', () => {
  expect(exemptionOf(aFinding({ siteId: ids.site }), [anExemption({ siteId: elsewhere })], today)).toBeUndefined()
})

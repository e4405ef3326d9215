import { describe, expect, it } from 'vitest'
import { contextOf, detailsOf, findingsOf, homeUrl } from '../gathered'
import { withSample, type ProbeSample } from '#shared/domain/probe-day'
import { evaluateIndicators } from '#shared/inspection/indicators'

describe('V2', () => {
  it('is silent over a page that opens in time', () => {
    expect(findingsOf('V2', { home: '<p>x</p>', homeVisit: { milliseconds: 14_999 } })).toEqual([])
  })

  it('counts 15 s as a failure', () => {
    const [finding] = findingsOf('V2', { home: '<p>x</p>', homeVisit: { milliseconds: 15_000 } })
    expect(finding).toMatchObject({ severity: 'veto', url: homeUrl, evidence: { milliseconds: 15_000, status: 200 } })
  })

  it.each([
    ['timeout', 'veto'],
    ['refused', 'veto'],
    ['unknown-host', 'veto'],
    ['broken', 'veto'],
    ['certificate', 'hint'],
  ] as const)('takes %s for a %s', (outcome, severity) => {
    expect(findingsOf('V2', { homeVisit: { outcome } }).map((finding) => finding.severity)).toEqual([severity])
  })

  it.each([
    [404, 'veto'],
    [500, 'veto'],
    [403, 'hint'],
    [429, 'hint'],
  ] as const)('takes status %i for a %s', (status, severity) => {
    expect(findingsOf('V2', { homeVisit: { status } }).map((finding) => finding.severity)).toEqual([severity])
  })

  it('is the only finding over a home page that is not there', () => {
    const all = evaluateIndicators(contextOf({ homeVisit: { outcome: 'refused' } }))
    expect(all.map(({ indicator }) => indicator)).toEqual(['V2'])
  })
})

describe('V2 over the week before', () => {
  const hourly = (failures: number): string => {
    const day = Array.from({ length: 24 }, (_, hour): ProbeSample => {
      const failed = hour < failures
      return { minute: hour * 60, verdict: failed ? 'failed' : 'ok', milliseconds: failed ? null : 200 }
    }).reduce(withSample, new Uint8Array())
    return Buffer.from(day).toString('base64')
  }
  const week = (failures: number) =>
    [16, 17, 18, 19, 20, 21, 22].map((day) => ({ day: `2026-11-${day}`, samples: hourly(failures) }))

  it('vetoes a site that failed too often, though it opens now', () => {
    expect(detailsOf('V2', { home: 'x', target: { probed: week(2) } })).toEqual([
      '2026-11-16 至 2026-11-22 首页探测 168 次，失败 14 次，占 8.3%',
    ])
    expect(findingsOf('V2', { home: 'x', target: { probed: week(1) } })).toEqual([])
  })

  it('leaves out today and what is older than a week', () => {
    const others = ['2026-11-10', '2026-11-23'].map((day) => ({ day, samples: hourly(24) }))
    expect(findingsOf('V2', { home: 'x', target: { probed: others } })).toEqual([])
  })

  it('is not asked of a plan that knows only of seconds', () => {
    const context = contextOf({ home: 'x', target: { probed: week(24) } })
    const v2 = { enabled: true, source: '', thresholds: { seconds: 15 } }
    const plan = { ...context.plan, indicators: { V2: v2 } }
    expect(evaluateIndicators({ ...context, plan })).toEqual([])
  })
})

describe('G13', () => {
  it('hints at pages beyond 3 s, not at 3 s', () => {
    expect(findingsOf('G13', { home: 'x', homeVisit: { milliseconds: 3000 } })).toEqual([])
    expect(detailsOf('G13', { home: 'x', homeVisit: { milliseconds: 3200 } })).toEqual([
      '页面加载用时 3.2 秒，超过 3 秒',
    ])
  })

  it('hints at a page that was cut off, and nothing is judged by what it lacks', () => {
    const all = evaluateIndicators(contextOf({ home: '<p>x</p>', homeVisit: { isTruncated: true } }))
    expect(all.map(({ indicator, severity }) => [indicator, severity])).toEqual([['G13', 'hint']])
  })
})

it('says nothing under an indicator that the plan switches off', () => {
  const plan = { indicators: { V2: { enabled: false } } }
  expect(findingsOf('V2', { homeVisit: { outcome: 'refused' }, plan })).toEqual([])
})

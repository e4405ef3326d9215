import { describe, expect, it } from 'vitest'
import { contextOf, detailsOf, findingsOf, homeUrl } from '../gathered'
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

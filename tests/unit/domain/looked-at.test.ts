import { describe, expect, it } from 'vitest'
import type { SiteResult } from '#shared/contract/inspection-run'
import { buildDailyLog } from '#shared/domain/daily-log'
import { looksOf } from '#shared/domain/looked-at'
import { aDay, aFinding, aRun, ids, now, testId } from '#tests/builders'

const seen = (over: Partial<SiteResult> = {}): SiteResult => ({
  siteId: ids.site,
  reachable: true,
  failedHere: false,
  milliseconds: 180,
  pages: 12,
  links: 240,
  findings: 0,
  complete: true,
  ...over,
})
const judged = (opened?: boolean) =>
  aFinding({
    id: testId(opened ? 60 : 61),
    state: 'false_positive',
    disposition: { reason: '可以打开', by: ids.operator, at: now, ...(opened ? { opened } : {}) },
  })
const lookAt = (results: readonly SiteResult[], findings = [] as ReturnType<typeof aFinding>[]) =>
  looksOf([{ sites: [...results] }], findings).get(ids.site)

describe('a site', () => {
  it('counts as clean only where it was looked at whole and nothing was found', () => {
    expect(lookAt([seen()])).toBe('clean')
    expect(lookAt([seen({ complete: false })])).toBe('incomplete')
    expect(lookAt([seen({ reachable: false })])).toBe('incomplete')
    expect(lookAt([seen({ failedHere: true })])).toBe('failed-here')
  })

  it('counts as opened only where every one of its findings was on screen', () => {
    expect(lookAt([seen()], [judged(true)])).toBe('opened')
    expect(lookAt([seen()], [judged(true), judged()])).toBe('unopened')
    expect(lookAt([seen()], [aFinding()])).toBe('unopened')
  })

  it('is made up for by a later run of the same day', () => {
    expect(lookAt([seen({ failedHere: true }), seen()])).toBe('clean')
    expect(lookAt([seen({ complete: false }), seen()])).toBe('clean')
  })
})

describe('the daily log', () => {
  const other = testId(70)
  const build = (opened: boolean) =>
    buildDailyLog({
      day: aDay(),
      runs: [aRun({ sites: [seen(), seen({ siteId: other, failedHere: true, reachable: false })] })],
      findings: [judged(opened)],
      orders: [],
    })

  it('counts no site that nobody looked at, and says which these are', () => {
    expect(build(false)).toMatchObject({
      figures: { sites: 0, unseen: 1, unlooked: 1 },
      notLookedAt: [
        { siteId: ids.site, look: 'unopened' },
        { siteId: other, look: 'failed-here' },
      ],
    })
    expect(build(true)).toMatchObject({
      figures: { sites: 1, unseen: 1, unlooked: 0 },
      notLookedAt: [{ siteId: other, look: 'failed-here' }],
    })
  })
})

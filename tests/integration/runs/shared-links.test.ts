import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CheckedLink } from '#shared/inspection/gather/link-checker'
import type { SiteInspection } from '#shared/inspection/site-inspection'
import { notSeen } from '#shared/inspection/site-inspection'
import { baselinesOf, keepBaselines } from '#platform/runs/baselines'
import { forgetOldLinks, RunLinks } from '#platform/runs/shared-links'
import { sql } from 'kysely'
import { startTestPlatform, type TestPlatform } from '../platform/surroundings'

let platform: TestPlatform
beforeAll(async () => {
  platform = await startTestPlatform()
})
afterAll(() => platform.stop())

const url = 'http://www.elsewhere.test/regulation.html'
const dead: CheckedLink = {
  verdict: 'dead',
  visit: {
    ...{ url, finalUrl: url, redirects: [], outcome: 'answered', status: 404 },
    ...{ seenAt: new Date('2026-11-23T01:00:00.000Z'), milliseconds: 12, isTruncated: false },
  },
}
const linksOf = (runId: string, signal = new AbortController().signal): RunLinks =>
  new RunLinks(platform.platform.db, runId, signal)

it('lets one worker ask for a link that all carry, and the others wait for its verdict', async () => {
  const runId = uuidv7()
  const [one, other] = [linksOf(runId), linksOf(runId)]
  expect(await one.claim(url)).toBeUndefined()
  const waiting = Promise.all([other.claim(url), linksOf(runId).claim(url)])
  await one.keep(url, dead)
  expect(await waiting).toEqual([dead, dead])
  expect(await linksOf(uuidv7()).claim(url)).toBeUndefined()
})

it('hands a link to the next one where the first failed on its own side', async () => {
  const links = linksOf(uuidv7())
  await links.claim(url)
  await links.keep(url, { verdict: 'failed-here', visit: undefined })
  expect(await links.claim(url)).toBeUndefined()
})

it('hands a link on when whoever claimed it has been silent for a minute', async () => {
  const links = linksOf(uuidv7())
  await links.claim(url)
  await sql`update link_verdict set claimed_at = now() - interval '61 seconds' where verdict is null`.execute(
    platform.platform.db,
  )
  expect(await links.claim(url)).toBeUndefined()
})

it('tells of a second look only when there was one', async () => {
  const links = linksOf(uuidv7())
  await links.claim(url)
  await links.keep(url, { ...dead, verdict: 'uncertain' })
  expect(await links.rechecked(url)).toBeUndefined()
  await links.keep(url, { verdict: 'ok', visit: undefined }, true)
  expect(await links.rechecked(url)).toEqual({ verdict: 'ok', visit: undefined })
})

it('stops waiting when the run is cancelled', async () => {
  const [runId, ending] = [uuidv7(), new AbortController()]
  await linksOf(runId).claim(url)
  const waiting = linksOf(runId, ending.signal).claim(url)
  ending.abort()
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
})

it('forgets verdicts two days later', async () => {
  const links = linksOf(uuidv7())
  await links.claim(url)
  await links.keep(url, dead)
  await sql`update link_verdict set claimed_at = now() - interval '49 hours'`.execute(platform.platform.db)
  await forgetOldLinks(platform.platform.db)
  expect(await links.claim(url)).toBeUndefined()
})

it('keeps the home page of a site as its baseline until one is found that looks tampered with', async () => {
  const siteId = uuidv7()
  const baseline = { title: '青石县人民政府', scriptHosts: [], menu: ['首页'] }
  const seen = (changes: Partial<SiteInspection>): SiteInspection => ({
    ...{ target: { url: 'http://a.test/', siteId }, site: 'http://a.test/', startedAt: '', finishedAt: '' },
    ...notSeen(''),
    ...changes,
  })
  await keepBaselines(platform.platform.db, [seen({ baseline })], '2026-11-22')
  expect((await baselinesOf(platform.platform.db, [siteId])).get(siteId)).toEqual(baseline)
  const tampered = {
    indicator: 'V1',
    severity: 'veto' as const,
    url: 'http://a.test/',
    detail: '',
    evidence: { seenAt: '' },
  }
  const other = { ...baseline, title: '在线娱乐' }
  await keepBaselines(platform.platform.db, [seen({ baseline: other, findings: [tampered] })], '2026-11-23')
  expect((await baselinesOf(platform.platform.db, [siteId])).get(siteId)).toEqual(baseline)
  await keepBaselines(platform.platform.db, [seen({ baseline: other })], '2026-11-24')
  expect((await baselinesOf(platform.platform.db, [siteId])).get(siteId)).toEqual(other)
})

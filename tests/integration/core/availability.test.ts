import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keptAvailability } from '#core/availability/kept'
import { freshForMs } from '#core/availability/availability'
import type { SiteAvailability, WeekShares } from '#shared/contract/availability'
import { addDays, dayOf } from '#shared/domain/calendar'
import { withSample, type ProbeSample } from '#shared/domain/probe-day'
import { unpackShares } from '#shared/inspection/week-shares'
import { insertEntities } from '#platform/database/entity-rows'
import { startTestPlatform, aPerson, type Problem, type TestPlatform } from '#tests/integration/platform/surroundings'
import { aSite, aUnit, ids, testId } from '#tests/builders'
import { startFaultyLine, type FaultyLine } from './faulty-line'
import { openPlace, type Place } from './open-place'
import { addOperator, removeFolder, temporaryFolder } from './surroundings'

const elsewhere = aSite({ id: testId(700), code: '3502000001', domain: 'www.other.example', regionCode: '350200' })
const quiet = aSite({ id: testId(701), code: '3502000002', domain: 'www.quiet.example', regionCode: '350200' })
const today = dayOf(Date.now())

let platform: TestPlatform
let line: FaultyLine
let folder: string
let place: Place | null

beforeEach(async () => {
  platform = await startTestPlatform()
  const { db } = platform.platform
  await insertEntities(db, 'unit', [aUnit()])
  await insertEntities(db, 'site', [aSite(), elsewhere, quiet])
  for (let ago = 0; ago <= 8; ago += 1) {
    await probed(ids.site, ago, ago === 3 ? 9 : 0)
    await probed(elsewhere.id, ago, 0)
  }
  await addOperator(platform, ['inspector'])
  line = await startFaultyLine(platform.url)
  folder = await temporaryFolder()
  place = null
})
afterEach(async () => {
  await place?.close()
  await line.stop()
  await platform.stop()
  await removeFolder(folder)
})

/** A day with 24 probes of which so many failed, stored as the platform's workers do. */
async function probed(siteId: string, ago: number, failures: number): Promise<void> {
  const samples = Array.from({ length: 24 }, (_, hour): ProbeSample => {
    const minute = hour * 60
    return hour < failures
      ? { minute, verdict: 'failed', milliseconds: null }
      : { minute, verdict: 'ok', milliseconds: 300 }
  }).reduce<Uint8Array>(withSample, new Uint8Array())
  const day = addDays(today, -ago)
  await platform.platform.db.insertInto('probeDay').values({ siteId, day, samples }).execute()
}

async function open(): Promise<Place> {
  place = await openPlace(folder, line.url, 'operator', 3_600_000, true)
  await place.sync.now()
  await vi.waitFor(() => expect(sharesAsked()).toBe(1))
  await place.availability.stop()
  return place
}

const askedFor = (part: string) => line.asked.filter((path) => path.includes(part)).length
const sharesAsked = () => askedFor('/week-shares')
const detailsAsked = () => askedFor('/availability')
const kept = (of: Place, siteId: string = ids.site) => keptAvailability(of.store, siteId)

describe('the platform', () => {
  it('tells of a site: the probes of today, the week before and the times of each day', async () => {
    const person = await aPerson(platform, { role: 'inspector', scope: { province: true } })
    const { status, body } = await person.get<SiteAvailability>(`/v1/sites/${ids.site}/availability`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ siteId: ids.site, today, week: { counted: 168, failed: 9, verdict: 'fail' } })
    expect(body.probes).toHaveLength(24)
    expect(body.history).toHaveLength(9)
    expect(body.history.at(-4)).toMatchObject({ day: addDays(today, -3), counted: 24, failed: 9 })
  })

  it('tells of nothing outside the scope of who asks, nor without a session, nor of what is no id', async () => {
    const person = await aPerson(platform, { role: 'inspector', scope: { region: '350200' } })
    const refused = await person.get<Problem>(`/v1/sites/${ids.site}/availability`)
    expect([refused.status, refused.body.code]).toEqual([404, 'not-found'])
    expect((await person.get(`/v1/sites/${elsewhere.id}/availability`)).status).toBe(200)
    const { body } = await person.get<WeekShares>('/v1/week-shares')
    expect(unpackShares(Buffer.from(body.sites, 'base64'))).toEqual([
      { siteId: elsewhere.id, counted: 168, failed: 0, verdict: 'pass' },
    ])
    expect((await person.get<Problem>('/v1/sites/nonsense/availability')).body.code).toBe('invalid')
    person.session = undefined
    expect((await person.get('/v1/week-shares')).status).toBe(401)
    expect((await person.get(`/v1/sites/${elsewhere.id}/availability`)).status).toBe(401)
  })

  it('works the weeks out once for all who ask, and again after a few minutes', async () => {
    const person = await aPerson(platform, { role: 'inspector', scope: { province: true } })
    const sites = async () =>
      unpackShares(Buffer.from((await person.get<WeekShares>('/v1/week-shares')).body.sites, 'base64')).length
    expect(await sites()).toBe(2)
    await probed(quiet.id, 1, 0)
    expect(await sites()).toBe(2)
    platform.sleep(freshForMs / 2)
    expect(await sites()).toBe(3)
  })

  it('says that a site was never probed', async () => {
    const person = await aPerson(platform, { role: 'inspector', scope: { province: true } })
    const { body } = await person.get<SiteAvailability>(`/v1/sites/${quiet.id}/availability`)
    expect(body).toMatchObject({ probes: [], history: [], week: { counted: 0, verdict: 'unknown' } })
  })
})

describe('a console', () => {
  it('has the weeks of all sites after a sync, and does not ask again at the next ones', async () => {
    const here = await open()
    expect(kept(here)).toMatchObject({ detail: null, week: { counted: 168, failed: 9, verdict: 'fail' } })
    expect(kept(here, quiet.id).week).toBeNull()
    await here.sync.now()
    await here.sync.now()
    expect(sharesAsked()).toBe(1)
  })

  it('asks about a site when it is opened, and once in ten minutes at most', async () => {
    const here = await open()
    expect(await Promise.all([here.availability.refresh(ids.site), here.availability.refresh(ids.site)])).toEqual([
      true,
      true,
    ])
    expect(await here.availability.refresh(ids.site)).toBe(false)
    expect(detailsAsked()).toBe(1)
    const aged = new Date(Date.now() - freshForMs).toISOString()
    here.store.run("UPDATE site_availability SET body = json_set(body, '$.at', ?)", aged)
    expect(await here.availability.refresh(ids.site)).toBe(true)
    expect(detailsAsked()).toBe(2)
  })

  it('keeps what it was told for when the platform cannot be reached, with its age', async () => {
    const here = await open()
    await here.availability.refresh(ids.site)
    const before = kept(here)
    line.fault('down')
    await here.sync.now()
    expect(await here.availability.refresh(elsewhere.id)).toBe(false)
    expect(kept(here)).toEqual(before)
    expect(before.at).toBe(before.detail?.at)
    expect(before.detail?.probes).toHaveLength(24)
    expect(kept(here, elsewhere.id)).toMatchObject({ detail: null, week: { counted: 168, failed: 0 } })
  })

  it('takes the newer week, and never calls the probes newer than they are', async () => {
    const here = await open()
    await here.availability.refresh(ids.site)
    const old = '2026-01-01T00:00:00.000Z'
    here.store.run("UPDATE site_availability SET body = json_set(body, '$.at', ?, '$.week.failed', 1)", old)
    expect(kept(here)).toMatchObject({ at: old, detail: { at: old }, week: { failed: 9 } })
    expect(kept(here).week?.at).not.toBe(old)
  })

  it('tells nothing of a site that has left its rows', async () => {
    const here = await open()
    await here.availability.refresh(ids.site)
    await platform.platform.db.updateTable('site').set({ deleted: true }).where('id', '=', ids.site).execute()
    await here.sync.now()
    expect(kept(here)).toMatchObject({ detail: null, week: null })
  })

  it('lets go of a site that the platform no longer tells it of', async () => {
    const here = await open()
    await here.availability.refresh(ids.site)
    here.store.run("UPDATE site_availability SET body = json_set(body, '$.at', '2026-01-01T00:00:00.000Z')")
    await platform.platform.db.updateTable('site').set({ deleted: true }).where('id', '=', ids.site).execute()
    await expect(here.availability.refresh(ids.site)).rejects.toMatchObject({ code: 'not-found' })
    expect(kept(here)).toMatchObject({ detail: null, week: null })
  })
})

import { existsSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openRunPlace } from '#core/inspection/run-place'
import { openStore } from '#core/store/open-store'
import type { Store } from '#core/store/store'
import { defaultPlan } from '#shared/inspection/plan'

let folder: string
let store: Store

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'zhanqun-run-place-'))
  store = openStore(path.join(folder, 'store.db'), new Uint8Array(32))
})
afterEach(async () => {
  store.close()
  await rm(folder, { recursive: true })
})

const order = (url: string) => ({ targets: [{ url }], plan: defaultPlan })
const [one, other, day] = [order('http://a.test/'), order('http://b.test/'), '2026-11-23']

/** Leaves the files as a killed console does. */
async function cutOff(): Promise<void> {
  const place = openRunPlace(store, one, day)
  place.file.setNote('seen', 'half')
  await new Promise((committed) => setImmediate(committed))
  const [runs, copy] = [path.join(folder, 'inspection'), path.join(folder, 'copy')]
  await cp(runs, copy, { recursive: true })
  place.leave()
  await cp(copy, runs, { recursive: true })
}

it('goes on in a run that was cut off the same day', async () => {
  await cutOff()
  const place = openRunPlace(store, one, day)
  expect(place.file.note('seen')).toBe('half')
  place.leave()
})

it.each([
  ['of other sites', other, day],
  ['of the next day', one, '2026-11-24'],
] as const)('begins anew for a run %s', async (_case, run, on) => {
  await cutOff()
  const place = openRunPlace(store, run, on)
  expect(place.file.note('seen')).toBeUndefined()
  place.leave()
})

it('leaves no file behind when the run has ended', () => {
  openRunPlace(store, one, day).leave()
  expect(existsSync(path.join(folder, 'inspection/run.db'))).toBe(false)
})

it('refuses a second run in the same place at the same time', () => {
  const place = openRunPlace(store, one, day)
  expect(() => openRunPlace(store, one, day)).toThrow(expect.objectContaining({ code: 'conflict' }))
  place.leave()
})

import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createHitLooks, type Looked } from '#renderer/triage/hit-looks.ts'
import { testId } from '#tests/builders'

const hit = (n: number, over: Partial<Looked> = {}): Looked => ({
  id: testId(n),
  siteId: testId(1),
  severity: 'block',
  category: 'personal-data',
  ...over,
})
let now: number
let sent: { siteId: string | null; hitIds: readonly string[] }[]
let fails: boolean
let looks: ReturnType<typeof createHitLooks>

beforeEach(() => {
  vi.useFakeTimers()
  now = 0
  sent = []
  fails = false
  looks = createHitLooks(
    (siteId, hitIds) => {
      if (fails) return Promise.reject(new Error('refused'))
      sent.push({ siteId, hitIds })
      return Promise.resolve()
    },
    () => now,
  )
})
afterEach(() => void vi.useRealTimers())
const later = () => vi.runAllTimersAsync()

it('tells the looks of a moment together, each hit once', async () => {
  looks.note([hit(2), hit(3)])
  looks.note([hit(3)])
  expect(sent).toEqual([])
  await later()
  expect(sent).toEqual([{ siteId: testId(1), hitIds: [testId(2), testId(3)] }])
})

it('tells of blocking hits and of every secrecy or internal mark, not of others', async () => {
  looks.note([
    hit(2, { severity: 'hint', category: 'secrecy-mark' }),
    hit(3, { severity: 'review', category: 'internal-mark' }),
    hit(4, { severity: 'review' }),
  ])
  await later()
  expect(sent.flatMap(({ hitIds }) => hitIds)).toEqual([testId(2), testId(3)])
})

it('takes coming back soon for the same look, and later for another', async () => {
  for (const at of [0, 60_000, 31 * 60_000]) {
    now = at
    looks.note([hit(2)])
    await later()
  }
  expect(sent).toHaveLength(2)
})

it('cuts a flood into commands of two hundred, and names no site where there are several', async () => {
  looks.note(Array.from({ length: 450 }, (_, n) => hit(n + 10, { siteId: testId(n < 200 ? 1 : n) })))
  await later()
  expect(sent.map(({ hitIds }) => hitIds.length)).toEqual([200, 200, 50])
  expect(sent.map(({ siteId }) => siteId)).toEqual([testId(1), null, null])
})

it('tells what could not be told with the next look', async () => {
  fails = true
  looks.note([hit(2)])
  await later()
  fails = false
  looks.note([hit(3)])
  await later()
  expect(sent.flatMap(({ hitIds }) => hitIds)).toEqual([testId(2), testId(3)])
})

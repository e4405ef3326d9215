import { expect, it } from 'vitest'
import { createPlatformClock } from '#core/clock'

const serverTime = '2026-03-02T02:00:00.000Z'
const server = Date.parse(serverTime)

it('tells platform time on a workstation that is ten years off', () => {
  const wrong = server - 10 * 365 * 86_400_000
  const clock = createPlatformClock(() => wrong)
  clock.measure(serverTime, wrong - 20, wrong + 20)
  expect(clock.instant()).toBe(serverTime)
})

it('believes a quick answer more than one that took long', () => {
  const clock = createPlatformClock(() => server)
  clock.measure(serverTime, server - 5, server + 5)
  clock.measure(serverTime, server, server + 4_000)
  expect(clock.offsetMs()).toBe(0)
})

it('keeps its offset when the platform names no time', () => {
  const clock = createPlatformClock(() => server)
  clock.restore(1_234)
  clock.measure('yesterday', server, server)
  expect(clock.offsetMs()).toBe(1_234)
})

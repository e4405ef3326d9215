import { HostGate } from '#shared/inspection/fetch/host-gate'
import { retryAfterMs } from '#shared/inspection/fetch/retry-after'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

const gateOf = (changes = {}) =>
  new HostGate({ requestsPerSecond: 10, parallel: 2, giveUpAfter: 3, ...changes }, new AbortController().signal)

/** Starts tasks that end at once and tells when each began. */
function begin(gate: HostGate, count: number): number[] {
  const begun: number[] = []
  for (let at = 0; at < count; at += 1) void gate.run(async () => void begun.push(performance.now()))
  return begun
}

describe('the gate of a host', () => {
  it('lets in so many a second', async () => {
    const begun = begin(gateOf(), 4)
    await vi.advanceTimersByTimeAsync(1000)
    const [first = 0, second = 0, , fourth = 0] = begun
    expect(second - first).toBeGreaterThanOrEqual(75)
    expect(fourth - first).toBeGreaterThanOrEqual(275)
  })

  it('halves the rate at the first refusal and pauses for as long as it was asked to', async () => {
    const gate = gateOf()
    gate.recordRefusal(500)
    const start = performance.now()
    const begun = begin(gate, 3)
    await vi.advanceTimersByTimeAsync(2000)
    expect(begun.map((at) => Math.round((at - start) / 100) * 100)).toEqual([500, 700, 900])
  })

  it('comes back to its rate by and by', async () => {
    const gate = gateOf()
    gate.recordRefusal()
    for (let at = 0; at < 200; at += 1) gate.recordAnswer()
    const start = performance.now()
    const begun = begin(gate, 2)
    await vi.advanceTimersByTimeAsync(1000)
    expect((begun[1] ?? 0) - start).toBeLessThan(130)
  })

  it('is shut after so many failures in a row, and not if an answer came between', () => {
    const gate = gateOf()
    gate.recordFailure()
    gate.recordFailure()
    gate.recordAnswer()
    gate.recordFailure()
    expect(gate.isGivenUp).toBe(false)
    gate.recordRefusal()
    gate.recordRefusal()
    expect(gate.isGivenUp).toBe(true)
  })

  it('is shut at once by a host that asks for an hour', () => {
    const gate = gateOf()
    gate.recordRefusal(3_600_000)
    expect(gate.isGivenUp).toBe(true)
  })
})

it.each([
  ['120', 120_000],
  ['Mon, 23 Nov 2026 02:00:30 GMT', 30_000],
  ['Mon, 23 Nov 2026 01:00:00 GMT', 0],
  ['soon', 0],
])('reads a Retry-After of %s', (value, milliseconds) => {
  const answer = { headers: { 'retry-after': value } }
  expect(retryAfterMs(answer, new Date('2026-11-23T02:00:00Z'))).toBe(milliseconds)
})

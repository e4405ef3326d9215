import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createTurns } from '#platform/turns'

const gate = () => {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { opened, open: () => open() }
}

describe('turns', () => {
  it('let no more than so many work at once, in the order in which they came', async () => {
    const turns = createTurns({ atOnce: 2, longestWaitMs: 60_000, busy: '' })
    const gates = Array.from({ length: 5 }, gate)
    const begun: number[] = []
    const all = gates.map(({ opened }, n) =>
      turns.take(() => {
        begun.push(n)
        return opened
      }),
    )
    expect(begun).toEqual([0, 1])
    for (const [n, { open }] of gates.entries()) {
      open()
      await all[n]
    }
    expect(begun).toEqual([0, 1, 2, 3, 4])
  })

  it('turn away who would have to wait too long, and say when to come back', async () => {
    const turns = createTurns({ atOnce: 1, longestWaitMs: 40, busy: '请稍后再试' })
    await turns.take(() => delay(30))
    const { opened, open } = gate()
    const taken = [turns.take(() => opened), turns.take(() => opened), turns.take(() => opened)]
    expect(() => turns.assertSoon()).toThrow(
      expect.objectContaining({ code: 'unavailable', message: '请稍后再试', detail: { retryAfter: 1 } }),
    )
    open()
    await Promise.all(taken)
    expect(() => turns.assertSoon()).not.toThrow()
  })

  it('pass the place of one who fails on', async () => {
    const turns = createTurns({ atOnce: 1, longestWaitMs: 60_000, busy: '' })
    const { opened, open } = gate()
    const failing = turns.take(() => opened.then(() => Promise.reject(new Error('no'))))
    const next = turns.take(async () => 'next')
    open()
    await expect(failing).rejects.toThrow('no')
    await expect(next).resolves.toBe('next')
  })
})

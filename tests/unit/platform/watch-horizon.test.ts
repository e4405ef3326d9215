import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { watchHorizon, type Snapshot } from '#platform/pokes/watch-horizon'

const pause = 50
let present: Snapshot
let moves: number
let looks: number
let failure: Error | null
let failed: unknown[]

const create = () =>
  watchHorizon({
    read: async () => {
      looks += 1
      if (failure) throw failure
      return present
    },
    pause: () => pause,
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    onMove: () => (moves += 1),
    onFailure: (error) => failed.push(error),
  })

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  present = { xmin: 10n, xmax: 10n }
  moves = looks = 0
  failure = null
  failed = []
})
afterEach(() => void vi.useRealTimers())

describe('the watch over the horizon', () => {
  it('tells at once what can be read at once, and then rests', async () => {
    create().look()
    await nextTurn()
    expect(moves).toBe(1)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(looks).toBe(1)
  })

  it('looks again until everything that ran at the commit has ended', async () => {
    const watch = create()
    watch.look()
    await vi.advanceTimersByTimeAsync(1_000)
    present = { xmin: 10n, xmax: 12n }
    watch.look()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(moves).toBe(1)
    present = { xmin: 12n, xmax: 20n }
    await vi.advanceTimersByTimeAsync(1_000)
    expect(moves).toBe(2)
    const before = looks
    await vi.advanceTimersByTimeAsync(10_000)
    expect(looks).toBe(before)
  })

  it('looks once in a pause, however many commits there are, and never forgets the last one', async () => {
    const watch = create()
    for (let commit = 0n; commit < 20n; commit += 1n) {
      present = { xmin: 10n + commit, xmax: 10n + commit }
      watch.look()
      await vi.advanceTimersByTimeAsync(5)
    }
    await vi.advanceTimersByTimeAsync(1_000)
    expect(moves).toBeLessThanOrEqual(4)
    watch.look()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(moves).toBeLessThanOrEqual(4)
  })

  it('gives up while the database is away, and looks again when told', async () => {
    const watch = create()
    failure = new Error('gone')
    watch.look()
    await vi.advanceTimersByTimeAsync(10_000)
    expect([failed.length, looks, moves]).toEqual([1, 1, 0])
    failure = null
    watch.look()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(moves).toBe(1)
  })

  it('tells nothing any more once it is stopped', async () => {
    const watch = create()
    watch.look()
    watch.stop()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(moves).toBe(0)
  })
})

import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createBreather } from '#core/sync/breather'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('lets work be done at once as long as it takes no noticeable time', () => {
  const work = vi.fn()
  const breather = createBreather(work)
  breather.worked(20)
  breather.request()
  expect(work).toHaveBeenCalledTimes(1)
})

it('puts work off after some that took long, and does it once however often it was asked for', () => {
  const work = vi.fn()
  const breather = createBreather(work)
  breather.worked(200)
  breather.request()
  breather.request()
  vi.advanceTimersByTime(590)
  expect(work).not.toHaveBeenCalled()
  vi.advanceTimersByTime(20)
  expect(work).toHaveBeenCalledTimes(1)
})

it('does nothing any more once it is stopped', () => {
  const work = vi.fn()
  const breather = createBreather(work)
  breather.worked(200)
  breather.request()
  breather.stop()
  vi.advanceTimersByTime(1000)
  expect(work).not.toHaveBeenCalled()
})

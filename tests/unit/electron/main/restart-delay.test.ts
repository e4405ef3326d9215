import { expect, it } from 'vitest'
import { failuresAfter, restartDelay } from '#main/restart-delay'

it('waits longer after each failure in a row, up to half a minute', () => {
  expect([1, 2, 3, 4, 20].map(restartDelay)).toEqual([200, 400, 800, 1600, 30_000])
})

it('counts failures in a row, and begins again after a core that lived', () => {
  expect(failuresAfter(3, 500)).toBe(4)
  expect(failuresAfter(3, 60_000)).toBe(1)
})

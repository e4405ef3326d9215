import { expect, it } from 'vitest'
import { migrations } from '#core/store/migrate'

it('gives each step of the local schema a number of its own, so that none is passed over after a kill between two', () => {
  const numbers = migrations.map(({ number }) => number)
  expect(new Set(numbers).size).toBe(numbers.length)
})

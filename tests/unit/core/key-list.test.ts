import { expect, it } from 'vitest'
import { intersection, union } from '#core/rows/key-list'

const keys = (...numbers: number[]) => Int32Array.from(numbers)

it('keeps the order of the first list', () => {
  expect(intersection(keys(9, 3, 7, 1), keys(1, 2, 3, 9))).toEqual(keys(9, 3, 1))
})

it('finds nothing in nothing', () => {
  expect(intersection(keys(1, 2), keys())).toEqual(keys())
  expect(intersection(keys(), keys(1))).toEqual(keys())
})

it('joins two lists', () => {
  expect(union(keys(1, 2), keys(3))).toEqual(keys(1, 2, 3))
})

import path from 'node:path'
import { expect, it } from 'vitest'

interface Outcome {
  readonly name: string
  readonly passed: number
  readonly failed: number
}

interface Results {
  outcome(name: string, code: number, counts?: { passed: number; failed: number }): Outcome
  summary(outcomes: readonly Outcome[]): string
  isClean(outcomes: readonly Outcome[]): boolean
}

const results: Results = await import(path.resolve('build/test/results.mjs'))
const { outcome, summary, isClean } = results

it('adds the counts of all suites to one line', () => {
  const outcomes = [outcome('unit', 0, { passed: 40, failed: 0 }), outcome('e2e', 1, { passed: 2, failed: 3 })]
  expect(summary(outcomes)).toBe('42 passed, 3 failed')
  expect(isClean(outcomes)).toBe(false)
})

it('counts a suite that left no result as a failure, even when it ended well', () => {
  expect(outcome('e2e', 0)).toMatchObject({ passed: 0, failed: 1 })
  expect(outcome('e2e', 1)).toMatchObject({ passed: 0, failed: 1 })
})

it('counts a suite that ended badly without a failing test as a failure', () => {
  expect(outcome('unit', 1, { passed: 40, failed: 0 })).toMatchObject({ passed: 40, failed: 1 })
})

it('is clean when nothing failed', () => {
  expect(isClean([outcome('unit', 0, { passed: 1, failed: 0 })])).toBe(true)
})

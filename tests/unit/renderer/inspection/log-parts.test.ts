import { expect, it } from 'vitest'
import { isLog, lastResults } from '#renderer/views/inspection/log/log-parts.ts'
import { shortSeal } from '#renderer/views/inspection/log/seal.ts'

const result = (siteId: string, findings: number, reachable = true) => ({
  siteId,
  reachable,
  failedHere: false,
  milliseconds: 1,
  pages: 1,
  links: 1,
  findings,
})
const run = (finishedAt: string, ...sites: ReturnType<typeof result>[]) => ({
  id: finishedAt,
  planId: 'plan',
  day: '2026-11-23',
  inspectorId: 'inspector',
  platformRunId: null,
  startedAt: finishedAt,
  finishedAt,
  sites,
})

it('shows each site once, as its last run saw it, the unreachable on top', () => {
  const results = lastResults([
    run('2026-11-23T09:00:00.000Z', result('a', 0), result('c', 2)),
    run('2026-11-23T01:00:00.000Z', result('a', 5, false), result('b', 0, false)),
  ])
  expect(results.map(({ siteId, findings }) => [siteId, findings])).toEqual([
    ['b', 0],
    ['c', 2],
    ['a', 0],
  ])
})

it('takes nothing for a log that lacks a part', () => {
  expect(isLog({ header: {}, figures: {}, runs: [], findings: [] })).toBe(false)
  expect(isLog(undefined)).toBe(false)
})

it('shortens a seal to what is compared by eye', () => {
  expect(shortSeal('0123456789abcdef'.repeat(4))).toBe('01234567…89abcdef')
})

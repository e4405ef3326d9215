import { describe, expect, it } from 'vitest'
import { isUnderWay, timesFrom } from '#renderer/views/inspection/plans/plan-words.ts'
import { runsOfDay } from '#renderer/views/inspection/run/runs-of-day.ts'
import { aPlatformRun, aRun, testId } from '#tests/builders'

describe('times as they are typed', () => {
  it.each([
    ['02:00', ['02:00']],
    ['14:00、2:00', ['02:00', '14:00']],
    ['2：00，14:00 14:00', ['02:00', '14:00']],
  ])('takes “%s”', (text, times) => expect(timesFrom(text)).toEqual(times))

  it.each(['', '25:00', '2点', '02:60', '02:00、中午'])('refuses “%s”', (text) => expect(timesFrom(text)).toBeNull())
})

describe('the runs of a day', () => {
  it('are counted as people do: the parts of a run of the platform are one', () => {
    const platformRunId = testId(19)
    const [site] = aRun().sites
    const part = (n: number, startedAt: string, finishedAt: string) =>
      aRun({ id: testId(n), platformRunId, startedAt, finishedAt, sites: site ? [{ ...site, siteId: testId(n) }] : [] })
    const own = aRun({ startedAt: '2026-03-02T03:00:00.000Z' })
    const runs = runsOfDay([
      part(61, '2026-03-02T00:10:00.000Z', '2026-03-02T00:12:00.000Z'),
      own,
      part(62, '2026-03-02T00:05:00.000Z', '2026-03-02T00:20:00.000Z'),
    ])
    expect(runs).toHaveLength(2)
    expect(runs[0]).toEqual(own)
    expect(runs[1]).toMatchObject({ startedAt: '2026-03-02T00:05:00.000Z', finishedAt: '2026-03-02T00:20:00.000Z' })
    expect(runs[1]?.sites).toHaveLength(2)
  })
})

it('takes waiting, running and paused runs for under way', () => {
  const states = ['waiting', 'running', 'paused', 'finished', 'cancelled'] as const
  expect(states.filter((state) => isUnderWay(aPlatformRun({ state })))).toEqual(['waiting', 'running', 'paused'])
})

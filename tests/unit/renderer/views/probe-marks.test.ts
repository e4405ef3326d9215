import { describe, expect, it } from 'vitest'
import { countMarks, marksOf } from '#renderer/views/sites/probe-marks.ts'

const probe = (
  minute: number,
  verdict: 'ok' | 'failed' | 'refused' | 'failed-here',
  milliseconds: number | null = null,
) => ({
  minute,
  verdict,
  milliseconds,
})

describe('marks of a day of probes', () => {
  it('name the time in the province and what the probe means', () => {
    expect(marksOf([probe(0, 'ok', 300), probe(605, 'refused'), probe(1439, 'failed-here')], 15)).toEqual([
      { kind: 'opened', minute: 0, time: '00:00', milliseconds: 300 },
      { kind: 'refused', minute: 605, time: '10:05', milliseconds: null },
      { kind: 'failedHere', minute: 1439, time: '23:59', milliseconds: null },
    ])
  })

  it('take an answer that came at the limit for none, as the week does', () => {
    const marks = marksOf([probe(0, 'ok', 15_000), probe(60, 'ok', 14_999), probe(120, 'failed')], 15)
    expect([countMarks(marks, 'opened'), countMarks(marks, 'failed')]).toEqual([1, 2])
  })

  it('put failures last, so that nothing is drawn over them', () => {
    const marks = marksOf([probe(10, 'failed'), probe(20, 'ok', 100), probe(5, 'failed'), probe(0, 'refused')], 15)
    expect(marks.map(({ minute }) => minute)).toEqual([0, 20, 5, 10])
  })
})

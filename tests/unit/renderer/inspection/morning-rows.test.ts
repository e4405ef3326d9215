import { describe, expect, it } from 'vitest'
import {
  findingIdsOf,
  rowsOf,
  shownCauses,
  withStates,
  wordsOf,
} from '#renderer/views/inspection/morning/morning-rows.ts'
import type { ChangedFinding, MorningCause } from '#shared/contract/morning'
import { ids, testId, today } from '#tests/builders'

const finding = (id: number, over: Partial<ChangedFinding> = {}): ChangedFinding => ({
  id: testId(id),
  siteId: ids.site,
  siteName: '云岭市人民政府门户网站',
  url: 'http://www.yunling.example/',
  detail: '栏目“要闻”应在 14 天内更新，已 15 天没有更新',
  state: 'open',
  since: today,
  days: 1,
  day: today,
  lapsed: null,
  ...over,
})
const cause = (findings: ChangedFinding[], over: Partial<MorningCause> = {}): MorningCause => ({
  key: 'new D4',
  change: 'new',
  indicator: 'D4',
  severity: 'deduct',
  of: 'words',
  name: '栏目“…”应在 # 天内更新',
  sites: 1,
  open: findings.length,
  findings,
  ...over,
})
const many = cause([finding(1), finding(2, { siteName: '青溪县人民政府' })])
const single = cause([finding(3)], { key: 'new D4 single' })
const gone = cause([finding(4), finding(5)], { key: 'gone D4', change: 'gone', open: 0 })

describe('the lines of the morning', () => {
  it('are causes, and the findings of those that are expanded', () => {
    expect(rowsOf([many, single], new Set()).map(({ id }) => id)).toEqual([many.key, single.key])
    const lines = rowsOf([many, single], new Set([many.key, single.key]))
    expect(lines.map(({ id, isMember }) => [id, isMember])).toEqual([
      [many.key, false],
      [testId(1), true],
      [testId(2), true],
      [single.key, false],
    ])
  })

  it('stand for findings, each once, and for none where it is gone', () => {
    const lines = rowsOf([many, single, gone], new Set([many.key]))
    expect(findingIdsOf(lines)).toEqual([testId(1), testId(2), testId(3)])
  })

  it('show the changes that are asked for, and what has the words', () => {
    const shown = (changes: MorningCause['change'][], words = '') =>
      shownCauses([many, gone], new Set(changes), words).map(({ key }) => key)
    expect(shown(['new'])).toEqual([many.key])
    expect(shown(['new', 'gone'], ' 青溪 ')).toEqual([many.key])
    expect(shown(['gone'], '青溪')).toEqual([])
  })

  it('say what all say, without what differs', () => {
    expect(wordsOf(many)).toBe('栏目“要闻”应在 14 天内更新')
    const other = finding(6, { detail: '栏目“通知”应在 30 天内更新，从未更新' })
    expect(wordsOf(cause([finding(1), other]))).toBe('栏目“…”应在 N 天内更新')
  })

  it('follow what was just judged here', () => {
    const [now] = withStates([many], new Map([[testId(1), 'confirmed']]))
    expect(now?.open).toBe(1)
    expect(now?.findings.map(({ state }) => state)).toEqual(['confirmed', 'open'])
    expect(withStates([many], new Map([[testId(9), 'confirmed']]))[0]).toBe(many)
  })
})

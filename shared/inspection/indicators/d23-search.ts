import type { ObservedFinding } from '#shared/contract/finding'
import type { SearchTry } from '#shared/inspection/gather/try-search'
import { defineIndicator } from '#shared/inspection/indicator'
import { evidenceOfPage, evidenceOfVisit } from '#shared/inspection/judge/evidence'
import { Type } from '@sinclair/typebox'

/** Titles that have to be missed before the search itself is at fault, not one page of its index. */
const missedForCertain = 2

/** D23 站内搜索: titles that the site lists are not on the first page of results; a portal has a search at all. */
export const indicator = defineIndicator({
  id: 'D23',
  severity: 'deduct',
  thresholds: Type.Object({}),
  evaluate: ({ home, extras, target }): ObservedFinding[] => {
    if (home === undefined || extras === undefined || home.visit.isTruncated) return []
    const { entry, tries } = extras.search
    if (entry === 'none' && target.type === 'portal')
      return [
        {
          indicator: 'D23',
          severity: 'deduct',
          url: home.visit.url,
          detail: '首页没有站内搜索',
          evidence: { ...evidenceOfPage(home), expected: '站内搜索', actual: '未发现' },
        },
      ]
    const missed = tries.filter(({ outcome }) => outcome === 'missed')
    return missed.length === tries.length ? missed.map((missing) => finding(missing, missed.length)) : []
  },
})

const finding = ({ title, visit }: SearchTry, missed: number): ObservedFinding => ({
  indicator: 'D23',
  severity: missed >= missedForCertain ? 'deduct' : 'hint',
  url: visit.url,
  detail: `站内搜索第 1 页没有已发布的“${title}”`,
  evidence: { ...evidenceOfVisit(visit), expected: title, actual: '结果中未发现' },
})

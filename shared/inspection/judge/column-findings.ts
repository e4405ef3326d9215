import type { ObservedFinding } from '#shared/contract/finding'
import type { ColumnState } from './column-states'
import { evidenceOfPage } from './evidence'

/** Finding over one stale column, under the indicator of its class. */
export function staleColumn(state: ColumnState): ObservedFinding {
  const since = state.newest === undefined ? '列表未注明日期，视为不更新' : `最近一条为 ${state.newest}`
  return {
    indicator: state.indicator,
    severity: 'deduct',
    url: state.seen.visit.url,
    detail: `栏目“${state.name}”应在 ${state.duty} 天内更新，${since}`,
    evidence: {
      ...evidenceOfPage(state.seen),
      expected: `${state.duty} 天内有更新`,
      actual: state.newest ?? '未注明日期',
    },
  }
}

export const staleColumnsOf = (states: readonly ColumnState[], indicator: string): ObservedFinding[] =>
  states.filter((state) => state.isStale && state.indicator === indicator).map(staleColumn)

/** Finding over one blank column 空白栏目. */
export const blankColumn = (state: ColumnState): ObservedFinding => ({
  indicator: 'D8',
  severity: 'deduct',
  url: state.seen.visit.url,
  detail: `栏目“${state.name}”为空白栏目，没有任何内容`,
  evidence: { ...evidenceOfPage(state.seen), expected: '栏目有内容', actual: '空白' },
})

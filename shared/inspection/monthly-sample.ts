import type { InspectionPlan } from '#shared/contract/inspection-plan'
import type { Site } from '#shared/contract/site'
import { sm3OfValue } from '#shared/signing/sm3'
import { periodOf } from '#shared/domain/periods'

const samplesAMonth = { 'half-month': 2, month: 1, quarter: 1 / 3 } as const
/** Where no plan asks for one. Source: 福建 按月抽查 ≥ 35 %. */
const usualRatio = 0.35

/** The share of running sites that a month's sample takes: what the plan that asks for most of them asks for. */
export function sampleRatio(plans: readonly Pick<InspectionPlan, 'sample'>[]): number {
  const asked = plans.flatMap(({ sample }) => (sample ? [Math.min(1, sample.ratio * samplesAMonth[sample.every])] : []))
  return asked.length === 0 ? usualRatio : Math.max(...asked)
}

/** Which sites a month's spot check 月度抽查 looks at. */
export interface MonthlySample {
  /** Whoever has the seed and the list of sites draws the same sample again. */
  readonly seed: string
  /** Running sites at that time. */
  readonly running: number
  readonly sites: readonly Site[]
}

/**
 * Draws the sites of a month: at least `ratio` of those running, rounded up. All sites of a quarter stand in one order
 * that the seed gives, and each month goes on where the one before it stopped; so from a ratio of one third on, a quarter
 * leaves no site out. Source: 福建 按月抽查 ≥ 35 %; 国办 每季度抽查 ≥ 30 %.
 * @param day any day of the month
 */
export function monthlySample(sites: readonly Site[], day: string, ratio: number): MonthlySample {
  const quarter = periodOf('quarter', day)
  const seed = `月度抽查 ${quarter.label}`
  const inOrder = sites
    .filter(({ state }) => state === 'running')
    .map((site) => ({ site, place: sm3OfValue([seed, site.code]) }))
    .sort((one, other) => (one.place < other.place ? -1 : 1))
    .map(({ site }) => site)
  const count = Math.ceil(ratio * inOrder.length)
  const month = (Number(day.slice(5, 7)) - 1) % 3
  const chosen = Array.from({ length: count }, (_, at) => inOrder[(month * count + at) % inOrder.length])
  return { seed, running: inOrder.length, sites: chosen.filter((site) => site !== undefined) }
}

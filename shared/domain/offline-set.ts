import type { OfflineRule } from '#shared/contract/offline'
import type { Operator } from '#shared/contract/operator'
import type { ReviewStage } from '#shared/contract/review-task'
import { reviewRight } from './article-states'
import { mayAnywhere, regionPrefix } from './permissions'

/** What a console keeps until its operator says otherwise. */
export const usualOfflineRule: OfflineRule = { queue: true, sites: true, days: 7, megabytes: 300, months: 6 }

/** Sites that an operator's duties name. Who answers for the whole province names none: that would be everything. */
export interface OwnSites {
  /** Leading digits of region codes. */
  readonly regions: readonly string[]
  readonly sites: readonly string[]
}

export function ownSites({ assignments }: Operator): OwnSites {
  const scopes = assignments.map(({ scope }) => scope)
  return {
    regions: [...new Set(scopes.flatMap((scope) => ('region' in scope ? [regionPrefix(scope.region)] : [])))],
    sites: [...new Set(scopes.flatMap((scope) => ('sites' in scope ? scope.sites : [])))],
  }
}

const stages = Object.keys(reviewRight) as readonly ReviewStage[]

/** Stages of which an operator has a queue. */
export const ownStages = (operator: Operator): readonly ReviewStage[] =>
  stages.filter((stage) => mayAnywhere(operator, reviewRight[stage]))

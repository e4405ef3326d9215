import type { ObservedFinding } from '#shared/contract/finding'
import type { SiteContext } from '#shared/inspection/gather/site-context'
import type { Indicator } from '#shared/inspection/indicator'

/** Every file of the folder is an indicator; adding one is adding its file and its row in the plan. */
export const indicators: readonly Indicator[] = Object.values(
  import.meta.glob<Indicator>('./indicators/*.ts', { eager: true, import: 'indicator' }),
)

/** What the plan's enabled indicators find, the gravest first. */
export function evaluateIndicators(context: SiteContext): ObservedFinding[] {
  const rank = { veto: 0, deduct: 1, hint: 2 } as const
  return indicators
    .filter(({ id }) => context.plan.indicators[id]?.enabled === true)
    .flatMap((indicator) => indicator.evaluate(context))
    .sort((a, b) => rank[a.severity] - rank[b.severity])
}

import { isAppError, type AppError } from '#shared/contract/app-error'
import type { Operator } from '#shared/contract/operator'
import type { Site } from '#shared/contract/site'
import type { SiteRequest } from '#shared/contract/site-request'
import { may } from '#shared/domain/permissions'
import { assertOfflineWindow } from '#shared/domain/site-states'

/** Whether the operator decides the open step: `may`, or why not. */
export type Decision = 'may' | 'own' | 'twice' | 'others' | 'settled'

export function decisionOf(
  request: SiteRequest,
  site: Site,
  { operator }: { readonly operator: Operator | null },
): Decision {
  const step = request.steps.find(({ decision }) => decision === null)
  if (request.state !== 'submitted' || !step || !operator) return 'settled'
  if (request.submittedBy === operator.id) return 'own'
  if (request.steps.some(({ by }) => by === operator.id)) return 'twice'
  const covers = step.level === 'province' ? may(operator, 'site.decide', null) : may(operator, 'site.decide', site)
  return covers ? 'may' : 'others'
}

/** What a rule has against this window of 临时下线; undefined where nothing. */
export function windowFault(
  from: string,
  to: string,
  today: string,
  earlier: readonly SiteRequest[],
): AppError | undefined {
  try {
    assertOfflineWindow(from, to, today, earlier)
    return undefined
  } catch (error) {
    if (isAppError(error)) return error
    throw error
  }
}

import { Type } from '@sinclair/typebox'
import { AppError } from '#shared/contract/app-error'
import type { Operator } from '#shared/contract/operator'
import { Id, OneOf, Reason } from '#shared/contract/primitives'
import type { Site } from '#shared/contract/site'
import type { RequestStep, SiteRequest } from '#shared/contract/site-request'
import { commandRule, guarded, save, taken } from '#shared/domain/command-rule'
import { may } from '#shared/domain/permissions'
import { siteEdges } from '#shared/domain/site-states'
import { nextState } from '#shared/domain/state-machine'

/** The next open step of 逐级审核; the province's own step takes a right over the whole province. */
function openStep(request: SiteRequest, by: Operator): RequestStep {
  const step = request.steps.find((candidate) => candidate.decision === null)
  if (request.state !== 'submitted' || !step) throw new AppError('rule', '该申请已办结')
  if (step.level === 'province' && !may(by, 'site.decide', null))
    throw new AppError('forbidden', '此级审批由省级管理员办理')
  return step
}

function siteAfter(site: Site, request: SiteRequest): Site {
  const suspends = request.action === 'temporary_offline'
  return {
    ...site,
    state: nextState(siteEdges, site.state, suspends ? 'suspend' : 'resume'),
    offlineUntil: suspends ? request.to : null,
  }
}

/** Approves or rejects one step of a request; the last approval changes the site's state. */
export const rule = commandRule({
  type: 'site-request.decide',
  args: Type.Object(
    { requestId: Id, siteId: Id, decision: OneOf('approve', 'reject'), reason: Reason },
    { additionalProperties: false },
  ),
  right: 'site.decide',
  reads: ({ requestId, siteId }) => ({ request: guarded('siteRequest', requestId), site: taken('site', siteId) }),
  decide({ request, site }, { decision, reason }, { by, at }) {
    if (request.siteId !== site.id) throw new AppError('invalid', '申请不属于所指子站')
    const step = openStep(request, by)
    if (request.steps.some((earlier) => earlier.by === by.id))
      throw new AppError('rule', '同一人不能审批同一申请的两级，请由他人审批下一级')
    if (request.submittedBy === by.id) throw new AppError('rule', '申请人不能审批自己的申请，请由他人审批')
    const steps = request.steps.map((other) => (other === step ? { ...step, decision, reason, by: by.id, at } : other))
    const done = decision === 'reject' || steps.every((other) => other.decision === 'approve')
    const state = !done ? 'submitted' : decision === 'reject' ? 'rejected' : 'approved'
    const decided = save('siteRequest', { ...request, steps, state })
    return state === 'approved' ? [decided, save('site', siteAfter(site, request))] : [decided]
  },
})

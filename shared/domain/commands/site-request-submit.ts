import { Type } from '@sinclair/typebox'
import { AppError } from '#shared/contract/app-error'
import { Day, Id, OneOf, Reason } from '#shared/contract/primitives'
import { dayOf } from '#shared/domain/calendar'
import { commandRule, looked, many, save } from '#shared/domain/command-rule'
import { approvalSteps, assertOfflineWindow, siteEdges } from '#shared/domain/site-states'
import { nextState } from '#shared/domain/state-machine'

/** Asks for 临时下线 of a running site, or for its return; decided level by level. */
export const rule = commandRule({
  type: 'site-request.submit',
  args: Type.Object(
    { requestId: Id, siteId: Id, action: OneOf('temporary_offline', 'resume'), reason: Reason, from: Day, to: Day },
    { additionalProperties: false },
  ),
  right: 'site.request',
  reads: ({ siteId }) => ({ site: looked('site', siteId), requests: many('siteRequest', 'siteId', siteId) }),
  decide({ site, requests }, { requestId, siteId, action, reason, from, to }, { by, at }) {
    nextState(siteEdges, site.state, action === 'resume' ? 'resume' : 'suspend')
    if (requests.some((request) => request.state === 'submitted'))
      throw new AppError('rule', '该子站已有待审批的申请，请先办结')
    if (action === 'temporary_offline') assertOfflineWindow(from, to, dayOf(at), requests)
    const steps = approvalSteps(site.level)
    const request = {
      id: requestId,
      version: 0,
      siteId,
      action,
      reason,
      from,
      to,
      steps,
      state: 'submitted' as const,
      submittedBy: by.id,
      submittedAt: at,
    }
    return [save('siteRequest', request)]
  },
})

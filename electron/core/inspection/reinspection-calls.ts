import { submit } from '#core/outbox/submit'
import { readRow, rowsWith } from '#core/rows/rows'
import type { Store } from '#core/store/store'
import type { Workplace } from '#core/workplace'
import { AppError } from '#shared/contract/app-error'
import type { Desk } from '#shared/contract/desk'
import type { Finding } from '#shared/contract/finding'
import type { InspectionPlan } from '#shared/contract/inspection-plan'
import type { RectificationOrder } from '#shared/contract/rectification-order'
import { assertMay } from '#shared/domain/permissions'
import { reinspect } from '#shared/inspection/reinspect/reinspect'
import { defaultPlan } from '#shared/inspection/plan'
import { evidenceIn } from './run-place'
import { targetOf } from './targets'

type ReinspectionCalls = Pick<Desk, 'orders.reinspect' | 'orders.cancelReinspection'>

/** A second look from this workstation: what was seen is an ordinary command, handed in when the platform is there. */
export function createReinspectionCalls({
  store,
  clock,
  operator,
  sync,
  ended,
  unfinished,
}: Workplace): ReinspectionCalls {
  let going: AbortController | null = null

  async function look(order: RectificationOrder, signal: AbortSignal): Promise<{ id: string }> {
    const findings = rowsWith(store, 'finding', 'orderId', order.id)
    const about = { target: targetOf(store, order.siteId), plan: planOf(store, findings), findings }
    const now = (): Date => new Date(clock.now())
    const results = await reinspect(about, { now, signal, evidence: evidenceIn(store) })
    const args = { orderId: order.id, siteId: order.siteId, results }
    const { id } = submit(store, { by: operator(), at: clock.instant() }, { type: 'order.reinspect', args })
    sync.wakePush()
    return { id }
  }

  return {
    async 'orders.reinspect'({ orderId }) {
      if (going) throw new AppError('rule', '本机正在复核另一张整改单，请等待完成或先取消')
      const order = readRow(store, 'rectificationOrder', orderId)
      if (order?.state !== 'rectified') throw new AppError('rule', '整改单不在待复核状态，请刷新后查看最新状态')
      assertMay(operator(), 'order.verify', readRow(store, 'site', order.siteId))
      const cancelling = new AbortController()
      going = cancelling
      const looking = look(order, AbortSignal.any([cancelling.signal, ended])).finally(() => (going = null))
      const settled = looking.then(
        () => undefined,
        () => undefined,
      )
      unfinished.add(settled)
      return await looking.finally(() => unfinished.delete(settled))
    },
    'orders.cancelReinspection'() {
      going?.abort()
      return {}
    },
  }
}

/** The plan that saw the findings, or the one as shipped where it isn't known here. */
function planOf(store: Store, [first]: readonly Finding[]): InspectionPlan {
  const run = first && readRow(store, 'inspectionRun', first.runId)
  return (run && readRow(store, 'inspectionPlan', run.planId)) ?? defaultPlan
}

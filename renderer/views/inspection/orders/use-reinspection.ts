import { api } from '#renderer/api.ts'
import { useAction } from '#renderer/query.ts'
import type { RectificationOrder } from '#shared/contract/rectification-order'

/** Has this workstation look again at what an order is about, and hand in what it saw; also without the platform. */
export function useReinspection(order: () => RectificationOrder) {
  const { run, busy, error } = useAction(() => api['orders.reinspect']({ orderId: order().id }))
  return { run, busy, error, cancel: () => void api['orders.cancelReinspection']({}) }
}

import type { InspectionDay } from '#shared/contract/inspection-day'
import type { RectificationOrder } from '#shared/contract/rectification-order'
import type { SignOff } from '#shared/contract/sign-off'
import { platformAuthority } from '#platform/authority/authority'
import { inspectionHistory } from '#platform/demo/inspection/history'
import { signHistory } from '#platform/demo/inspection/sign-offs'
import type { DemoSite } from '#platform/demo/sites'
import { save, type Filling } from './filling'

function signed(day: InspectionDay, signOffs: readonly SignOff[]): InspectionDay {
  const signOff = signOffs.find((candidate) => candidate.day === day.day)
  return signOff ? { ...day, state: 'signed', signOffId: signOff.id } : day
}

/** Stores the inspected days before today with what was found, ordered and signed; answers the orders. */
export async function saveHistory(
  filling: Filling,
  sites: readonly DemoSite[],
): Promise<readonly RectificationOrder[]> {
  const history = inspectionHistory(sites, filling.setting)
  const { tx, setting } = filling
  const authority = await platformAuthority(tx, new Date(setting.now).toISOString())
  const { key, signOffs } = signHistory(history, setting.now, authority)
  const runs = history.flatMap((past) => past.runs)
  const findings = history.flatMap((past) => past.findingsNow)
  const orders = history.flatMap((past) => past.ordersNow)
  const days = history.map(({ day }) => signed(day, signOffs))
  await save(filling, 'signingKey', [key])
  await save(filling, 'inspectionRun', runs)
  await save(filling, 'finding', findings)
  await save(filling, 'rectificationOrder', orders)
  await save(filling, 'signOff', signOffs)
  await save(filling, 'inspectionDay', days)
  return orders
}

import { bringIn } from '#core/overlay/truth'
import type { Store } from '#core/store/store'
import type { AnyEntity, EntityKind } from '#shared/contract/entity'
import type { SignOff } from '#shared/contract/sign-off'
import { defaultPlan } from '#shared/inspection/plan'
import { createPlatformAuthority, createRoot } from '#shared/signing/certificates/authority'
import { inspectionHistory } from '#platform/demo/inspection/history'
import { signHistory } from '#platform/demo/inspection/sign-offs'
import { demoOperators } from '#platform/demo/operators'
import { demoRegions } from '#platform/demo/regions'
import type { DemoSetting } from '#platform/demo/setting'
import { demoSites } from '#platform/demo/sites'
import { anOperator } from '#tests/builders'

type Rows = readonly (readonly [EntityKind, AnyEntity])[]
const of = (kind: EntityKind, rows: readonly AnyEntity[]): Rows => rows.map((row) => [kind, row])

/** Everything of the demo province that reports are made of, in a console's store; answers the sign-offs. */
export function fillWithDemo(store: Store, setting: DemoSetting): readonly SignOff[] {
  const sites = demoSites(setting)
  const units = sites.map(({ unit }) => unit)
  const history = inspectionHistory(sites, setting)
  const root = createRoot('2025-01-01T00:00:00.000Z')
  const { signOffs } = signHistory(history, setting.now, createPlatformAuthority(root, '2025-01-01T00:00:00.000Z'))
  const signed = new Set(signOffs.map(({ day }) => day))
  const rows: Rows = [
    ...of('unit', units),
    ...of('operator', demoOperators(units[0]?.id ?? '')),
    ...of('inspectionPlan', [defaultPlan]),
    ...of(
      'region',
      demoRegions.map(({ region }) => region),
    ),
    ...of(
      'site',
      sites.map(({ site }) => site),
    ),
    ...of(
      'inspectionDay',
      history.map(({ day }) => (signed.has(day.day) ? { ...day, state: 'signed' } : day)),
    ),
    ...history.flatMap(({ runs }) => of('inspectionRun', runs)),
    ...history.flatMap(({ findingsNow }) => of('finding', findingsNow)),
    ...history.flatMap(({ ordersNow }) => of('rectificationOrder', ordersNow)),
    ...of('signOff', signOffs),
  ]
  const truths = rows.map(([kind, row]) => ({ kind, id: row.id, version: 1, generation: 1, body: JSON.stringify(row) }))
  store.transaction(() => bringIn(store, truths, [], anOperator(['province-admin'])))
  return signOffs
}

import type { Store } from '#core/store/store'
import type { DeskCalls, Output } from '#shared/contract/desk'
import type { Finding } from '#shared/contract/finding'
import { verdictOf, type Precision } from '#shared/domain/precision'

interface Judged {
  readonly indicator: string
  readonly state: Finding['state']
  readonly exemptionId: string | null
  readonly count: number
}

/** How people judged what each indicator reported from that day on. */
export function precisionSince(store: Store, since: string): Output<DeskCalls['morning.precision']> {
  const found = new Map<string, Precision>()
  const rows = store.all<Judged>(
    `SELECT "indicator" AS indicator, "state" AS state, max("exemptionId") AS exemptionId, count(*) AS count
     FROM row_finding WHERE "day" >= ? GROUP BY "indicator", "state", "exemptionId" IS NULL`,
    since,
  )
  for (const { indicator, count, ...judged } of rows) {
    const verdict = verdictOf(judged)
    const sum = found.get(indicator) ?? { confirmed: 0, falseAlarms: 0 }
    if (verdict) found.set(indicator, { ...sum, [verdict]: sum[verdict] + count })
  }
  return [...found].map(([indicator, precision]) => ({ indicator, ...precision }))
}

import { routes } from '#shared/contract/api'
import { addDays, dayOf } from '#shared/domain/calendar'
import { officialAvailability } from '#shared/inspection/availability'
import { weekOf } from '#shared/inspection/site-availability'
import { packShares } from '#shared/inspection/week-shares'
import { readerOf } from '#platform/feed/reader'
import { answers } from '#platform/http/route'
import { probedDaysOfAll } from '#platform/probes/read-probes'

export const route = answers(routes.weekShares, async ({ platform: { db, now }, session }) => {
  const at = now().toISOString()
  const today = dayOf(at)
  const from = addDays(today, -officialAvailability.days)
  const bySite = await probedDaysOfAll(db, readerOf(session.operator), from, today)
  const shares = [...bySite].map(([siteId, days]) => ({ siteId, ...weekOf(days, today, officialAvailability) }))
  return { at, sites: Buffer.from(packShares(shares)).toString('base64') }
})

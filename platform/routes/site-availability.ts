import { sql } from 'kysely'
import { AppError } from '#shared/contract/app-error'
import { routes } from '#shared/contract/api'
import { dayOf } from '#shared/domain/calendar'
import { officialAvailability } from '#shared/inspection/availability'
import { availabilityOfSite, firstDayNeeded } from '#shared/inspection/site-availability'
import { readerOf } from '#platform/feed/reader'
import { visibleRows } from '#platform/feed/visibility'
import { answers } from '#platform/http/route'
import { probedDaysOf } from '#platform/probes/read-probes'

export const route = answers(routes.siteAvailability, async ({ platform: { db, now }, session, params: { id } }) => {
  const { rows } = await sql`
    select from site where id = ${id} and not deleted and (${visibleRows(readerOf(session.operator), 'site')})
  `.execute(db)
  if (rows.length === 0) throw new AppError('not-found', '子站不存在，或不在当前账号的范围内')
  const at = now().toISOString()
  const today = dayOf(at)
  const days = await probedDaysOf(db, id, firstDayNeeded(today))
  return { siteId: id, at, ...availabilityOfSite(days, today, officialAvailability) }
})

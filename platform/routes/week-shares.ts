import { sql } from 'kysely'
import { routes } from '#shared/contract/api'
import { packShares } from '#shared/inspection/week-shares'
import { readerOf } from '#platform/feed/reader'
import { visibleRows } from '#platform/feed/visibility'
import { answers } from '#platform/http/route'

export const route = answers(routes.weekShares, async ({ platform: { db, now, weeks }, session }) => {
  const at = now().toISOString()
  const { rows } = await sql<{ id: string }>`
    select id from site where not deleted and (${visibleRows(readerOf(session.operator), 'site')})
  `.execute(db)
  const visible = new Set(rows.map(({ id }) => id))
  const shares = (await weeks.all()).filter(({ siteId }) => visible.has(siteId))
  return { at, sites: Buffer.from(packShares(shares)).toString('base64') }
})

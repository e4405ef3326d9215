import { sql, type Kysely } from 'kysely'
import type { SiteInspection } from '#shared/inspection/site-inspection'
import type { HomeBaseline } from '#shared/inspection/target'
import type { Database } from '#platform/database/schema'

type Db = Kysely<Database>

/** Home pages as they were when a run last had nothing to say against them, by site. */
export async function baselinesOf(db: Db, siteIds: readonly string[]): Promise<ReadonlyMap<string, HomeBaseline>> {
  const rows = await db
    .selectFrom('homeBaseline')
    .select(['siteId', 'baseline'])
    .where('siteId', 'in', [...siteIds])
    .execute()
  return new Map(rows.map(({ siteId, baseline }) => [siteId, baseline]))
}

/** The indicator that compares with the baseline: what it reports must not become the baseline. */
const tampering = 'V1'

export async function keepBaselines(tx: Db, seen: readonly SiteInspection[], day: string): Promise<void> {
  const sound = seen.filter(({ findings }) => findings.every(({ indicator }) => indicator !== tampering))
  const rows = sound.flatMap(({ target: { siteId }, baseline }) =>
    siteId === undefined || baseline === undefined ? [] : [{ siteId, seenOn: day, baseline: JSON.stringify(baseline) }],
  )
  if (rows.length === 0) return
  await tx
    .insertInto('homeBaseline')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('siteId').doUpdateSet({ seenOn: sql`excluded.seen_on`, baseline: sql`excluded.baseline` }),
    )
    .execute()
}

import { rowTable } from '#core/kinds/kinds'
import { readNote, writeNote } from '#core/store/notes'
import type { Store } from '#core/store/store'
import type { KeptAvailability, SiteAvailability, WeekShare, WeekShares } from '#shared/contract/availability'
import { officialAvailability } from '#shared/inspection/availability'
import { unpackShares } from '#shared/inspection/week-shares'

const sharesNote = 'week-shares-at'
const { seconds, probesPerDay, failedShare } = officialAvailability
/** Nothing is told of a site that has left the operator's scope, even before its copy is let go. */
const ofSiteHere = `JOIN ${rowTable('site')} site ON site.id = kept.site_id`
const limits = { seconds, probesPerDay, failedShare }

/** What is here of a site, whichever of the two answers about its week is the newer one. */
export function keptAvailability(store: Store, siteId: string): KeptAvailability {
  const [detail, all] = [keptDetail(store, siteId), sharesAt(store)]
  const ofAll = all === null ? null : weekShareOf(store, siteId)
  const isNewer = detail !== null && (all === null || detail.at >= all)
  const week = isNewer
    ? { ...detail.week, at: detail.at }
    : all !== null && ofAll !== null
      ? { ...ofAll, at: all }
      : null
  return { detail, week, at: detail?.at ?? all, limits }
}

export function keptDetail(store: Store, siteId: string): SiteAvailability | null {
  const row = store.get<{ body: string }>(
    `SELECT kept.body FROM site_availability kept ${ofSiteHere} WHERE kept.site_id = ?`,
    siteId,
  )
  return row ? (JSON.parse(row.body) as SiteAvailability) : null
}

/** When the platform told of all weeks; null before it ever did. */
export const sharesAt = (store: Store): string | null => readNote<string>(store, sharesNote)

const weekShareOf = (store: Store, siteId: string): WeekShare | null =>
  store.get<WeekShare>(
    `SELECT kept.counted, kept.failed, kept.verdict FROM week_share kept ${ofSiteHere} WHERE kept.site_id = ?`,
    siteId,
  ) ?? null

export function keepDetail(store: Store, detail: SiteAvailability): void {
  store.refetchable(() => {
    store.run(
      `INSERT INTO site_availability (site_id, at, body) VALUES (?, ?, ?)
       ON CONFLICT (site_id) DO UPDATE SET at = excluded.at, body = excluded.body`,
      detail.siteId,
      detail.at,
      JSON.stringify(detail),
    )
  })
}

/** The operator may no longer see the site, or it is gone. */
export function dropDetail(store: Store, siteId: string): void {
  store.run('DELETE FROM site_availability WHERE site_id = ?', siteId)
  store.run('DELETE FROM week_share WHERE site_id = ?', siteId)
}

/** All weeks anew. What was kept of sites that are no longer here goes with them. */
export function keepShares(store: Store, { at, sites }: WeekShares): void {
  store.refetchable(() => {
    store.run('DELETE FROM week_share')
    for (const { siteId, counted, failed, verdict } of unpackShares(Buffer.from(sites, 'base64')))
      store.run(
        'INSERT INTO week_share (site_id, counted, failed, verdict) VALUES (?, ?, ?, ?)',
        siteId,
        counted,
        failed,
        verdict,
      )
    store.run(`DELETE FROM site_availability WHERE site_id NOT IN (SELECT id FROM ${rowTable('site')})`)
    writeNote(store, sharesNote, at)
  })
}

import { rowsWith } from '#core/rows/rows'
import type { Store } from '#core/store/store'
import type { Finding } from '#shared/contract/finding'
import type { ChangedFinding, FindingChange, MorningCause, MorningDay } from '#shared/contract/morning'
import { groupByCause } from '#shared/domain/finding-causes'
import { comparison, isOpen, placeName, type Compared } from './comparison'
import { findingOn } from './day-findings'
import type { FollowedDay } from './followed-days'

/** A day's findings by how they stand to the last whole look at their sites. */
type ByChange = Readonly<Record<FindingChange, readonly Compared[]>>

/** What the day changed against the last whole look at each site. */
export function morningDay(store: Store, day: string, followed: FollowedDay, still: boolean): MorningDay {
  const { changes, comparedWith } = followed
  const all = rowsWith(store, 'finding', 'day', day)
  const shown = all.filter(({ exemptionId }) => exemptionId === null)
  const found = byChange(store, day, followed, shown)
  return {
    day,
    comparedWith,
    counts: {
      new: counted(found.new),
      back: counted(found.back),
      still: counted(found.still),
      gone: { all: found.gone.length, open: 0 },
      unseen: changes.unseen.length,
      exempted: all.length - shown.length,
    },
    unseenSites: new Set(changes.unseen.map(({ siteId }) => siteId)).size,
    causes: causesOf(store, still ? found : { ...found, still: [] }),
  }
}

const counted = (findings: readonly Compared[]) => ({
  all: findings.length,
  open: findings.filter(isOpen).length,
})

function byChange(store: Store, day: string, { changes }: FollowedDay, shown: readonly Finding[]): ByChange {
  const compare = comparison(store, day)
  const places = new Set(changes.still.map(placeName))
  const isLasting = (finding: Finding) => places.has(placeName(finding))
  const staying = compare(shown.filter(isLasting), changes.still)
  const gone = changes.gone.flatMap((fault) => findingOn(store, fault, fault.lastSeen) ?? [])
  return {
    new: compare(
      shown.filter((finding) => !isLasting(finding)),
      [],
    ),
    back: staying.filter(({ isBack }) => isBack),
    still: staying.filter(({ isBack }) => !isBack),
    gone: compare(
      gone.filter(({ exemptionId }) => exemptionId === null),
      changes.gone,
    ),
  }
}

function causesOf(store: Store, found: ByChange): MorningCause[] {
  const names = siteNames(store)
  return (['new', 'back', 'still', 'gone'] as const).flatMap((change) =>
    groupByCause(found[change]).map(({ key, findings, ...cause }) => ({
      ...cause,
      key: `${change} ${key}`,
      change,
      sites: new Set(findings.map(({ siteId }) => siteId)).size,
      open: change === 'gone' ? 0 : findings.filter(isOpen).length,
      findings: findings.map((finding) => changedFinding(finding, names.get(finding.siteId) ?? '–')),
    })),
  )
}

const changedFinding = (
  { id, siteId, url, detail, state, since, days, day, lapsed }: Compared,
  siteName: string,
): ChangedFinding => ({ id, siteId, siteName, url, detail, state, since, days, day, lapsed })

const siteNames = (store: Store): ReadonlyMap<string, string> =>
  new Map(
    store
      .all<{ id: string; name: string }>('SELECT id, "name" AS name FROM row_site')
      .map(({ id, name }) => [id, name]),
  )

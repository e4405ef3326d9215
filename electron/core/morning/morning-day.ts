import type { Store } from '#core/store/store'
import type { ChangedFinding, FindingChange, MorningCause, MorningDay } from '#shared/contract/morning'
import { groupByCause } from '#shared/domain/finding-causes'
import type { StandingFault } from '#shared/domain/finding-changes'
import { comparison, isOpen, placeName, type Compared } from './comparison'
import { placeOf, placesOn, type FindingPlace } from './day-findings'
import type { FollowedDay } from './followed-days'

/** A day's findings by how they stand to the last whole look at their sites. */
type ByChange = Readonly<Record<FindingChange, readonly Compared[]>>

/** What the day changed against the last whole look at each site. */
export function morningDay(store: Store, day: string, followed: FollowedDay, still: boolean): MorningDay {
  const { changes, comparedWith } = followed
  const rows = placesOn(store, day)
  const shown = rows.filter(({ exemptionId }) => exemptionId === null)
  const lasting = lastingAmong(shown, changes.still)
  // What still stands is read whole only where it is shown, or where an ended exemption may be behind it.
  const wanted = still ? shown : shown.filter((place) => !lasting.has(place.key) || isOpen(place))
  const found = byChange(store, day, followed, wanted, lasting)
  const openStill = [...lasting].filter(([, place]) => isOpen(place)).length
  const backOpen = found.back.filter(isOpen).length
  return {
    day,
    comparedWith,
    counts: {
      new: counted(found.new),
      back: counted(found.back),
      still: { all: lasting.size - found.back.length, open: openStill - backOpen },
      gone: { all: found.gone.length, open: 0 },
      unseen: changes.unseen.length,
      exempted: rows.length - shown.length,
    },
    unseenSites: new Set(changes.unseen.map(({ siteId }) => siteId)).size,
    causes: causesOf(store, still ? found : { ...found, still: [] }),
  }
}

const counted = (findings: readonly Compared[]) => ({
  all: findings.length,
  open: findings.filter(isOpen).length,
})

function lastingAmong(
  places: readonly FindingPlace[],
  still: readonly StandingFault[],
): ReadonlyMap<number, FindingPlace> {
  const names = new Set(still.map(({ siteId, identity }) => placeName(siteId, identity)))
  const lasting = places.filter(({ siteId, identity }) => names.has(placeName(siteId, identity)))
  return new Map(lasting.map((place) => [place.key, place]))
}

function byChange(
  store: Store,
  day: string,
  { changes }: FollowedDay,
  wanted: readonly FindingPlace[],
  lasting: ReadonlyMap<number, FindingPlace>,
): ByChange {
  const compare = comparison(store, day)
  const staying = compare(
    wanted.filter(({ key }) => lasting.has(key)),
    changes.still,
  )
  const gone = changes.gone.flatMap((fault) => placeOf(store, fault, fault.lastSeen) ?? [])
  return {
    new: compare(
      wanted.filter(({ key }) => !lasting.has(key)),
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

import { neededByUnsent } from '#core/ageing/needed-rows'
import type { SqlValue, Store } from '#core/store/store'
import type { OfflineRule } from '#shared/contract/offline'
import type { Operator } from '#shared/contract/operator'
import { addDays, dayOf } from '#shared/domain/calendar'
import { ownSites, ownStages } from '#shared/domain/offline-set'
import { mayAnywhere } from '#shared/domain/permissions'

/** Why a text is wanted, most important first. What something unsent or unjudged needs is never let go. */
export const parts = ['needed', 'pinned', 'queue', 'pinned-site', 'recent', 'sites'] as const
export type Part = (typeof parts)[number]

/** Parts that a smaller limit may take away again. */
export const yielding: readonly Part[] = ['recent', 'sites']

export interface Naming {
  readonly store: Store
  readonly rule: OfflineRule
  readonly operator: Operator
  /** Platform time. */
  readonly at: number
}

export interface Named {
  readonly id: string
  readonly hash: string
}

/** Articles at a time: each slice is read by an index in some milliseconds. */
const slice = 500

/** Published articles that a part of the rule names, slice by slice. */
export function namedArticles(part: Part, naming: Naming): Iterable<Named[]> {
  const { store, rule, operator } = naming
  switch (part) {
    case 'needed':
      return withIds(store, neededIds(store))
    case 'pinned':
      return withIds(store, idsOf(store, "SELECT id FROM pin WHERE kind = 'article' ORDER BY at DESC"))
    case 'queue':
      return withIds(store, rule.queue ? queueIds(store, operator) : [])
    case 'pinned-site':
      return ofSites(store, idsOf(store, "SELECT id FROM pin WHERE kind = 'site' ORDER BY at DESC"))
    case 'recent':
      return rule.days > 0 ? since(store, addDays(dayOf(naming.at), -rule.days)) : []
    case 'sites':
      return ofSites(store, rule.sites ? ownSiteIds(store, operator) : [])
  }
}

const idsOf = (store: Store, sql: string, ...values: SqlValue[]): string[] =>
  store.all<{ id: string }>(sql, ...values).map(({ id }) => id)

/** Articles that commands name which are not over, and texts that are here and have a hit nobody has settled. */
function neededIds(store: Store): string[] {
  const { names } = neededByUnsent(store)
  const unsent = [...names].filter((name) => name.startsWith('article:')).map((name) => name.slice('article:'.length))
  const unsettled = idsOf(
    store,
    `SELECT DISTINCT article_id AS id FROM row_hit CROSS JOIN text_of ON article_id = "articleId"
     WHERE "state" IN ('open', 'awaiting_second', 'confirmed')`,
  )
  return [...new Set([...unsent, ...unsettled])]
}

/** What waits at a stage of mine, and what has a hit that I may dispose of. */
function queueIds(store: Store, operator: Operator): string[] {
  const waiting = idsOf(
    store,
    `SELECT DISTINCT "articleId" AS id FROM row_reviewTask
     WHERE "state" = 'waiting' AND "stage" IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ownStages(operator)),
  )
  if (!mayAnywhere(operator, 'hit.dispose')) return waiting
  const hits = `SELECT DISTINCT "articleId" AS id FROM row_hit
    WHERE "state" IN ('open', 'awaiting_second', 'confirmed') AND "subjectType" = 'article'`
  return [...waiting, ...idsOf(store, hits)]
}

function ownSiteIds(store: Store, operator: Operator): string[] {
  const { regions, sites } = ownSites(operator)
  const inRegions = regions.flatMap((prefix) =>
    idsOf(store, 'SELECT id FROM row_site WHERE "regionCode" GLOB ? ORDER BY "code"', `${prefix}*`),
  )
  return [...new Set([...sites, ...inRegions])]
}

function* withIds(store: Store, ids: readonly string[]): Generator<Named[]> {
  for (let from = 0; from < ids.length; from += slice)
    yield store.all<Named>(
      `SELECT a.id, a."publishedHash" AS hash FROM json_each(?) named CROSS JOIN row_article a ON a.id = named.value
       WHERE a."publishedHash" IS NOT NULL`,
      JSON.stringify(ids.slice(from, from + slice)),
    )
}

/** Site by site, each with its newest first. */
function* ofSites(store: Store, siteIds: readonly string[]): Generator<Named[]> {
  for (const siteId of siteIds)
    yield store.all<Named>(
      `SELECT id, "publishedHash" AS hash FROM row_article WHERE "siteId" = ? AND "publishedHash" IS NOT NULL
       ORDER BY +"publishedAt" DESC`,
      siteId,
    )
}

/** Newest first, back to a day. */
function* since(store: Store, day: string): Generator<Named[]> {
  let last = { at: '~', key: Number.MAX_SAFE_INTEGER }
  for (let isMore = true; isMore;) {
    const found = store.all<Named & { at: string; key: number }>(
      `SELECT id, "publishedHash" AS hash, "publishedAt" AS at, key FROM row_article
       WHERE "publishedAt" >= ? AND ("publishedAt", key) < (?, ?) ORDER BY "publishedAt" DESC, key DESC LIMIT ?`,
      day,
      last.at,
      last.key,
      slice,
    )
    yield found
    last = found.at(-1) ?? last
    isMore = found.length === slice
  }
}

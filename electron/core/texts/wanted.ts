import { setImmediate as nextTurn } from 'node:timers/promises'
import { neededByUnsent } from '#core/ageing/needed-rows'
import type { Condition } from '#core/rows/conditions'
import { readNote, writeNote } from '#core/store/notes'
import type { Store } from '#core/store/store'
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

/** More than these are not gone through; what lies beyond is fetched when it is read. */
const most = 50_000
const chunk = 2_000

interface Wanting {
  readonly store: Store
  readonly rule: OfflineRule
  readonly operator: Operator
  /** Platform time. */
  readonly at: number
}

const marks = (values: readonly unknown[]) => values.map(() => '?').join(', ')

function conditionFor(part: Part, { store, rule, operator, at }: Wanting): Condition | null {
  switch (part) {
    case 'needed':
      return needed(store)
    case 'pinned':
      return { sql: "id IN (SELECT id FROM pin WHERE kind = 'article')", values: [] }
    case 'queue':
      return rule.queue ? queueOf(operator) : null
    case 'pinned-site':
      return { sql: `"siteId" IN (SELECT id FROM pin WHERE kind = 'site')`, values: [] }
    case 'recent':
      return rule.days > 0 ? { sql: '"publishedAt" >= ?', values: [addDays(dayOf(at), -rule.days)] } : null
    case 'sites':
      return rule.sites ? sitesOf(operator) : null
  }
}

/** Articles that commands name which are not over, and texts that are here and have a hit nobody has settled. */
function needed(store: Store): Condition {
  const { names } = neededByUnsent(store)
  const ids = [...names].filter((name) => name.startsWith('article:')).map((name) => name.slice('article:'.length))
  return {
    sql: `(id IN (SELECT value FROM json_each(?))
      OR id IN (SELECT article_id FROM text_of JOIN row_hit ON "articleId" = article_id WHERE "state" IN ('open', 'confirmed')))`,
    values: [JSON.stringify(ids)],
  }
}

/** What waits at a stage of mine, and what has a hit that I may dispose of. */
function queueOf(operator: Operator): Condition | null {
  const stages = ownStages(operator)
  const waiting = `SELECT "articleId" FROM row_reviewTask WHERE "state" = 'waiting' AND "stage" IN (${marks(stages)})`
  const hits = `SELECT "articleId" FROM row_hit WHERE "state" IN ('open', 'confirmed') AND "subjectType" = 'article'`
  const queues = [...(stages.length > 0 ? [waiting] : []), ...(mayAnywhere(operator, 'hit.dispose') ? [hits] : [])]
  if (queues.length === 0) return null
  return { sql: `id IN (${queues.join(' UNION ')})`, values: [...stages] }
}

function sitesOf(operator: Operator): Condition | null {
  const { regions, sites } = ownSites(operator)
  if (regions.length + sites.length === 0) return null
  const covered = [...regions.map(() => 'regionCode GLOB ?'), `id IN (SELECT value FROM json_each(?))`].join(' OR ')
  const values = [...regions.map((prefix) => `${prefix}*`), JSON.stringify(sites)]
  return { sql: `"siteId" IN (SELECT id FROM row_site WHERE ${covered})`, values }
}

const roundNote = 'wanted-round'

/** Goes through the rule anew. Some thousand articles at a time, so that core answers in between. */
export async function listWanted(wanting: Wanting, ended: AbortSignal): Promise<void> {
  const { store } = wanting
  const round = (readNote<number>(store, roundNote) ?? 0) + 1
  writeNote(store, roundNote, round)
  let rank = 0
  for (const part of parts) {
    const condition = conditionFor(part, wanting)
    if (!condition) continue
    for (let from = 0; rank < most; from += chunk) {
      if (ended.aborted) return
      const found = store.refetchable(() => listSome(store, { part, condition, round, rank, from }))
      rank += found
      if (found < chunk) break
      await nextTurn()
    }
  }
  store.run('DELETE FROM wanted_text WHERE round <> ?', round)
}

interface Some {
  readonly part: Part
  readonly condition: Condition
  readonly round: number
  readonly rank: number
  readonly from: number
}

/** An article that was named by a more important part keeps its place. Answers how many the rule named. */
function listSome(store: Store, { part, condition, round, rank, from }: Some): number {
  const { found } = store.get<{ found: number }>(
    `SELECT count(*) AS found FROM (
       SELECT 1 FROM row_article WHERE "publishedHash" IS NOT NULL AND ${condition.sql}
       ORDER BY "publishedAt" DESC LIMIT ? OFFSET ?)`,
    ...condition.values,
    chunk,
    from,
  ) ?? { found: 0 }
  store.run(
    `INSERT INTO wanted_text (article_id, hash, part, rank, round)
     SELECT id, "publishedHash", ?, ? + row_number() OVER (), ? FROM (
       SELECT id, "publishedHash" FROM row_article WHERE "publishedHash" IS NOT NULL AND ${condition.sql}
       ORDER BY "publishedAt" DESC LIMIT ? OFFSET ?) WHERE true
     ON CONFLICT (article_id) DO UPDATE SET
       hash = excluded.hash, part = excluded.part, rank = excluded.rank, round = excluded.round
       WHERE wanted_text.round <> excluded.round`,
    part,
    rank,
    round,
    ...condition.values,
    chunk,
    from,
  )
  return found
}

import { isDeepStrictEqual } from 'node:util'
import { keptQuery } from '#core/ageing/cuts'
import { generationOf } from '#core/overlay/overlay'
import { bringIn, type Truth } from '#core/overlay/truth'
import type { AuthorisedClient } from '#core/platform/authorised'
import { readNote } from '#core/store/notes'
import type { Store } from '#core/store/store'
import { routes } from '#shared/contract/api'
import type { DigestOf, Stretch } from '#shared/contract/digest'
import type { Operator } from '#shared/contract/operator'
import { baseRow, baseRows, digestOf, without, type BaseRow, type Reach } from './base-rows'
import { rowOf } from './load-rows'
import { readLines } from './read-lines'

export interface Healing {
  readonly store: Store
  readonly client: AuthorisedClient
  readonly operator: () => Operator
}

/** What was done to a stretch, in rows. */
export interface Healed {
  readonly missing: number
  readonly altered: number
  readonly surplus: number
}

/** A stretch in which both sides hold different rows. */
export interface Difference {
  readonly cursor: string
  readonly of: DigestOf
  readonly reach: Reach
  readonly platform: Stretch
  readonly here: { readonly rows: number; readonly digest: string }
}

const nothing: Healed = { missing: 0, altered: 0, surplus: 0 }

/**
 * Fetches the stretch anew and brings it in under the pending commands, in one transaction. What changed on the platform
 * since the cursor is left to the feed, so that the rows stay those of one place in it. Answers null where the platform
 * moved on meanwhile: the next check sees.
 */
export async function heal(healing: Healing, difference: Difference): Promise<Healed | null> {
  const { store, operator } = healing
  const { cursor, of, reach } = difference
  const lines = difference.platform.rows === 0 ? [] : await fetchStretch(healing, difference)
  const now = await askAgain(healing, difference)
  if (!now?.changed) return null
  const whole = { ...reach, changed: now.changed }
  const fetched = without(lines, now.changed)
  if (digestOf(fetched, of) !== now.digest) return null
  return store.transaction(() => {
    // A base that moved meanwhile is no longer the one that was compared.
    if (readNote<string>(store, 'cursor') !== cursor) return null
    return replace(store, whole, fetched, operator())
  })
}

async function fetchStretch({ store, client }: Healing, { reach, platform }: Difference): Promise<BaseRow[]> {
  const rows: BaseRow[] = []
  // Rows of the stretch that changed meanwhile come along, and a few that were added.
  const limit = Math.min(50_000, platform.rows + (platform.changed?.length ?? 0) + 100)
  for (let below = reach.below, isWhole = false; !isWhole;) {
    const query = { limit, ...keptQuery(store), ...(below !== null && { below }) }
    const response = await client.open(routes.snapshotRows, { params: { kind: reach.kind }, query })
    let arrived = 0
    for await (const lines of readLines(response)) {
      arrived += lines.length
      for (const body of lines) rows.push(baseRowOf(body))
    }
    const last = rows.at(-1)?.id ?? null
    isWhole = arrived < limit || last === below || (last !== null && last < (reach.downTo ?? ''))
    below = last
  }
  return rows.filter(({ id }) => id >= (reach.downTo ?? ''))
}

function baseRowOf(body: string): BaseRow {
  const { id, version } = rowOf(body)
  return { id, version, body }
}

/** The same stretch once more: what changed while it was fetched, and a word to the platform's log. */
async function askAgain(
  { store, client }: Healing,
  { cursor, of, reach, here }: Difference,
): Promise<Stretch | undefined> {
  const { kind, below } = reach
  const query = { cursor, of, kind, below: below ?? undefined, downTo: reach.downTo ?? lowestId, limit: 50_000 }
  const { stretches } = await client.call(routes.digests, {
    query: { ...query, ...keptQuery(store), differs: here.digest },
  })
  return stretches[0]
}

const lowestId = '00000000-0000-0000-0000-000000000000'

function replace(store: Store, reach: Reach, fetched: readonly BaseRow[], by: Operator): Healed {
  const surplus = new Map(baseRows(store, reach, 'versions').map((row) => [row.id, row]))
  const healed = { ...nothing }
  const truths: Truth[] = []
  const generation = generationOf(store)
  for (const row of fetched) {
    const mine = surplus.delete(row.id) ? baseRow(store, reach.kind, row.id) : undefined
    if (mine?.body === row.body && mine.version === row.version) continue
    if (!mine) healed.missing += 1
    else if (!saysTheSame(mine, row)) healed.altered += 1
    truths.push({ kind: reach.kind, generation, ...row })
  }
  healed.surplus = surplus.size
  for (const { id, version } of surplus.values()) truths.push({ kind: reach.kind, id, version, generation, body: null })
  bringIn(store, truths, [], by)
  return healed
}

/** JSON can write one value in several ways; such a row is stored anew but was not wrong. */
function saysTheSame(mine: BaseRow, theirs: BaseRow): boolean {
  if (mine.version !== theirs.version) return false
  try {
    return isDeepStrictEqual(JSON.parse(mine.body), JSON.parse(theirs.body))
  } catch {
    return false
  }
}

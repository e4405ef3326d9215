import { argsOf, isTold, subjectsOf, type CommandRow } from '#core/overlay/pending-command'
import { readableRow } from '#core/rows/readable'
import type { Store } from '#core/store/store'
import type { Unsent } from '#shared/contract/desk'
import type { Operator } from '#shared/contract/operator'

/** What was done here and is not over: what waits, what the platform refused, and what it made otherwise. */
export const listUnsent = (store: Store, by: Operator): Unsent[] =>
  store
    .all<CommandRow>(
      `SELECT * FROM command WHERE (state IN ('waiting', 'parked') OR adjusted IS NOT NULL) AND ${isTold} ORDER BY seq`,
    )
    .map((row) => ({
      id: row.id,
      type: row.type,
      args: argsOf(row),
      madeAt: row.made_at,
      state: row.state === 'parked' || row.state === 'waiting' ? row.state : 'adjusted',
      subjects: subjectsOf(row).map(({ kind, id }) => `${kind}:${id}`),
      siteId: row.site_id,
      batchId: row.batch_id,
      refusal: refusalOf(store, row, by),
      adjustment:
        row.adjusted === null ? null : { message: row.adjusted, mine: mineOf(row), theirs: presentOf(store, row, by) },
    }))

const mineOf = (row: CommandRow) => JSON.parse(row.mine) as unknown[]

/** Where the platform sent no side of its own, as with a refusal, its side is what is here without the command. */
function refusalOf(store: Store, row: CommandRow, by: Operator): Unsent['refusal'] {
  if (row.refusal === null) return null
  const refusal = JSON.parse(row.refusal) as NonNullable<Unsent['refusal']>
  return refusal.theirs.length > 0 ? refusal : { ...refusal, theirs: presentOf(store, row, by) }
}

const presentOf = (store: Store, row: CommandRow, by: Operator): unknown[] =>
  subjectsOf(row)
    .slice(0, mostShown)
    .map(({ kind, id }) => readableRow(store, kind, id, by))
    .filter((entity) => entity !== null)

/** As many as a command keeps of its own side. */
const mostShown = 10

const aboutHits = ['check.record', 'hit.dispose', 'hit.look']

/** An operator who may no longer read hits still sees that something is unsent, but not what was found. */
export const withoutHits = (unsent: Unsent): Unsent =>
  aboutHits.includes(unsent.type)
    ? {
        ...unsent,
        args: {},
        refusal: unsent.refusal && { ...unsent.refusal, mine: [], theirs: [] },
        adjustment: unsent.adjustment && { ...unsent.adjustment, mine: [], theirs: [] },
      }
    : unsent

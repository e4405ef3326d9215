import type { Static } from '@sinclair/typebox'
import type { AuthorisedClient } from '#core/platform/authorised'
import { generationOf } from '#core/overlay/overlay'
import { bringIn, type Truth } from '#core/overlay/truth'
import { nonsense } from '#core/platform/problem'
import { readNote, writeNote } from '#core/store/notes'
import type { Store } from '#core/store/store'
import { routes, type FeedChange } from '#shared/contract/api'
import { isEntityKind } from '#shared/contract/entity'
import type { Operator } from '#shared/contract/operator'
import { settledBy } from './settled'

export interface Pulling {
  readonly store: Store
  readonly client: AuthorisedClient
  readonly operator: () => Operator
  /** Hears for how many milliseconds a page kept core from everything else. */
  readonly onTaken?: (milliseconds: number) => void
}

type Page = Static<typeof routes.changes.response>

/** Brings everything in that changed since the cursor. @throws AppError `incompatible` where a new snapshot is needed */
export async function pull({ store, client, operator, onTaken }: Pulling): Promise<void> {
  for (let more = true; more;) {
    const cursor = readNote<string>(store, 'cursor')
    if (cursor === null) return
    const page = await client.call(routes.changes, { query: { cursor, limit: 2_000 } })
    if (page.more && page.cursor === cursor) throw nonsense('同步位置没有前进')
    const begun = performance.now()
    takePage(store, page, operator())
    onTaken?.(performance.now() - begun)
    more = page.more
  }
}

/** Rows and cursor in one transaction. The tail of a transaction that the page cuts waits for its rest. */
export function takePage(store: Store, page: Page, by: Operator): void {
  store.transaction(() => {
    const changes = [...staged(store), ...page.changes]
    const whole = changes.findLastIndex((change) => change.endsTransaction) + 1
    stage(store, changes.slice(whole))
    const generation = generationOf(store)
    const truths = changes.slice(0, whole).flatMap((change) => truthsOf(change, generation))
    const settled = settledBy(store, truths, page.more ? null : page.caughtUpTo)
    if (truths.length > 0 || settled.length > 0) bringIn(store, truths, settled, by)
    writeNote(store, 'cursor', page.cursor)
    if (!page.more) writeNote(store, 'synced-to', page.caughtUpTo)
  })
}

const staged = (store: Store): FeedChange[] =>
  store
    .all<{ change: string }>('SELECT change FROM staged_change ORDER BY seq')
    .map(({ change }) => JSON.parse(change) as FeedChange)

function stage(store: Store, changes: readonly FeedChange[]): void {
  store.run('DELETE FROM staged_change')
  for (const change of changes) store.run('INSERT INTO staged_change (change) VALUES (?)', JSON.stringify(change))
}

/** None for a kind that only a newer build knows: that one fetches it when it opens the store, see `followSchema`. */
const truthsOf = ({ entity: { kind, id }, version, deleted, value }: FeedChange, generation: number): Truth[] =>
  isEntityKind(kind) ? [{ kind, id, version, generation, body: deleted ? null : JSON.stringify(value) }] : []

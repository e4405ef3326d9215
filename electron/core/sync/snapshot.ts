import { setImmediate as nextTurn } from 'node:timers/promises'
import { keptQuery } from '#core/ageing/cuts'
import { forgetTextsWithoutArticle } from '#core/texts/kept-texts'
import { kindTables, rowTable, tableOf } from '#core/kinds/kinds'
import { dropIndexes, indexStatements } from '#core/kinds/shape-tables'
import type { AuthorisedClient } from '#core/platform/authorised'
import { generationOf, replay, rewind } from '#core/overlay/overlay'
import { nonsense } from '#core/platform/problem'
import { removeRow } from '#core/rows/rows'
import { readNote, writeNote } from '#core/store/notes'
import { forgetSnapshot, snapshotNote } from '#core/store/snapshot-note'
import type { Store } from '#core/store/store'
import { routes } from '#shared/contract/api'
import { isEntityKind, type EntityKind } from '#shared/contract/entity'
import type { Operator } from '#shared/contract/operator'
import { loadRows } from './load-rows'
import { readLines } from './read-lines'

/** How far a snapshot has come; kept with the rows, so that it goes on where a kill interrupted it. */
export interface SnapshotProgress {
  readonly cursor: string
  readonly caughtUpTo: string
  readonly kinds: readonly { readonly kind: EntityKind; readonly rows: number }[]
  /** Index into `kinds` of the one that is being loaded. */
  readonly at: number
  /** Id of the last row that arrived of that kind. */
  readonly below: string | null
  /** Kinds whose tables were empty when they were come to: nothing older is in them. */
  readonly freshKinds: readonly EntityKind[]
  readonly received: number
}

export interface Snapshotting {
  readonly store: Store
  readonly client: AuthorisedClient
  readonly operator: () => Operator
  readonly onProgress: () => void
  /** Finds out which rows have aged and need not come. */
  readonly renewCuts: () => Promise<void>
}

const pageRows = 50_000

export function snapshotProgress(store: Store): SnapshotProgress | null {
  const progress = readNote<SnapshotProgress>(store, snapshotNote)
  // A build that knew less may have begun it.
  return progress && { ...progress, freshKinds: progress.freshKinds ?? [] }
}

/** Loads everything the operator may see, or goes on loading. Commands that wait are not touched by it. */
export async function takeSnapshot(snapshotting: Snapshotting): Promise<void> {
  const { store, operator, onProgress } = snapshotting
  const progress = snapshotProgress(store) ?? (await begin(snapshotting))
  onProgress()
  for (let at = progress.at; at < progress.kinds.length; at += 1) await loadKind(snapshotting)
  finish(store, operator())
  // Now there is something to estimate by: the planner chooses better indexes.
  store.exec('PRAGMA analysis_limit = 400; ANALYZE; PRAGMA shrink_memory')
}

async function begin({ store, client, renewCuts }: Snapshotting): Promise<SnapshotProgress> {
  await renewCuts()
  const { cursor, caughtUpTo, kinds } = await client.call(routes.startSnapshot, { query: keptQuery(store) })
  const known = kinds.flatMap(({ kind, rows }) => (isEntityKind(kind) ? [{ kind, rows }] : []))
  const isFirst = readNote(store, 'synced-to') === null && readNote(store, 'generation') === null
  const progress = { cursor, caughtUpTo, kinds: known, at: 0, below: null, freshKinds: [], received: 0 }
  store.transaction(() => {
    writeNote(store, 'generation', isFirst ? 1 : generationOf(store) + 1)
    store.run('DELETE FROM staged_change')
    writeNote(store, snapshotNote, enterKind(store, progress, 0))
  })
  return snapshotProgress(store) ?? progress
}

function enterKind(store: Store, progress: SnapshotProgress, at: number): SnapshotProgress {
  const kind = progress.kinds[at]?.kind
  const isFresh = kind !== undefined && store.get(`SELECT 1 AS yes FROM ${rowTable(kind)} LIMIT 1`) === undefined
  if (isFresh) dropIndexes(store, tableOf(kind))
  const { freshKinds } = progress
  return { ...progress, at, below: null, freshKinds: isFresh ? [...freshKinds, kind] : freshKinds }
}

async function loadKind({ store, client, operator, onProgress }: Snapshotting): Promise<void> {
  // Of what there was nothing when the cursor was taken, all that there is comes in the feed.
  for (let rows = awaits(store) ? pageRows : 0; rows === pageRows;) {
    const { kind, below } = position(store)
    const query = { limit: pageRows, ...keptQuery(store), ...(below !== null && { below }) }
    const response = await client.open(routes.snapshotRows, { params: { kind }, query })
    rows = 0
    for await (const lines of readLines(response)) {
      rows += lines.length
      if (rows > pageRows) throw nonsense('数据行没有尽头')
      store.refetchable(() => {
        const { fresh, generation, progress } = position(store)
        const last = loadRows(store, { kind, lines, fresh, generation, by: operator() })
        if (last !== null && progress.below !== null && last >= progress.below) throw nonsense('数据行重复')
        writeNote(store, snapshotNote, { ...progress, below: last, received: progress.received + lines.length })
      })
      onProgress()
    }
  }
  await leaveKind(store)
}

function awaits(store: Store): boolean {
  const { progress } = position(store)
  return progress.kinds[progress.at]?.rows !== 0
}

function position(store: Store) {
  const progress = snapshotProgress(store)
  const kind = progress?.kinds[progress.at]?.kind
  if (!progress || !kind) throw new Error('a snapshot is loaded that nobody began')
  return {
    progress,
    kind,
    below: progress.below,
    fresh: progress.freshKinds.includes(kind),
    generation: generationOf(store),
  }
}

/** Building an index takes a moment; between two of them core answers whoever asks. */
async function leaveKind(store: Store): Promise<void> {
  for (const statement of indexStatements(tableOf(position(store).kind))) {
    store.refetchable(() => store.exec(statement))
    await nextTurn()
  }
  store.transaction(() => {
    const { progress } = position(store)
    writeNote(store, snapshotNote, enterKind(store, progress, progress.at + 1))
  })
}

/** Rows that the new snapshot doesn't hold are gone; pending commands are judged again on what is there. */
function finish(store: Store, by: Operator): void {
  store.transaction(() => {
    const progress = snapshotProgress(store)
    if (!progress) return
    const pending = store
      .all<{ seq: number }>("SELECT seq FROM command WHERE state IN ('waiting', 'acknowledged') ORDER BY seq")
      .map(({ seq }) => seq)
    const hadEffect = rewind(store, pending)
    for (const kind of kindTables.keys())
      if (!progress.freshKinds.includes(kind)) removeOlder(store, kind, generationOf(store))
    store.run(
      "UPDATE command SET state = 'done' WHERE state = 'acknowledged' AND acknowledged_at <= ?",
      progress.caughtUpTo,
    )
    replay(store, pending, by, hadEffect)
    forgetTextsWithoutArticle(store)
    writeNote(store, 'cursor', progress.cursor)
    writeNote(store, 'synced-to', progress.caughtUpTo)
    forgetSnapshot(store)
  })
}

function removeOlder(store: Store, kind: EntityKind, generation: number): void {
  const older = store.all<{ id: string }>(`SELECT id FROM ${rowTable(kind)} WHERE generation < ?`, generation)
  for (const { id } of older) removeRow(store, kind, id)
}

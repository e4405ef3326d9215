import { isLoading } from '#core/store/snapshot-note'
import type { Store } from '#core/store/store'
import { bodyOf, putRow, removeRow, storedRow } from '#core/rows/rows'
import { readNote } from '#core/store/notes'
import { isAppError, type ErrorCode } from '#shared/contract/app-error'
import type { EntityKind } from '#shared/contract/entity'
import type { Operator } from '#shared/contract/operator'
import type { Change } from '#shared/domain/command-rule'
import { ruleFor } from '#shared/domain/command-rules'
import { decide, type Decision } from './decide'
import { isBaseAhead, isBaseLost } from './contents'
import { argsOf, baseOf, subjectsOf, type Base, type CommandRow } from './pending-command'
import { ruleContext } from './rule-context'
import { forgetTouches, recordReads, recordWrites, rowsWrittenBy } from './touches'

/**
 * Rows show the platform's truth with the effects of pending commands on top. Before a command first changes a row, the
 * truth goes to `base_row`. When truth changes, the commands concerned are taken back, the truth is brought in, and the
 * commands are judged again in their order (rewind, patch, replay), all in the caller's transaction.
 */
export const generationOf = (store: Store): number => readNote<number>(store, 'generation') ?? 1

interface BaseRow {
  readonly version: number | null
  readonly generation: number | null
  readonly body: string | null
}

/** Puts a command's effect on the rows. */
export function applyEffect(store: Store, seq: number, { reads, changes }: Decision): void {
  recordReads(store, seq, reads)
  recordWrites(store, seq, changes)
  for (const change of changes) applyChange(store, change)
}

function applyChange(store: Store, { kind, entity }: Change): void {
  const present = storedRow(store, kind, entity.id)
  store.run(
    'INSERT INTO base_row (kind, id, version, generation, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    kind,
    entity.id,
    present?.version ?? null,
    present?.generation ?? null,
    present?.body ?? null,
  )
  const saved = { ...entity, version: entity.version + 1 }
  const generation = present?.generation ?? generationOf(store)
  putRow(store, kind, { id: saved.id, version: saved.version, generation, body: bodyOf(saved) })
}

/**
 * Takes the effects of commands back; answers which had one. What else wrote the same rows has to be among them: see
 * `concerned`.
 */
export function rewind(store: Store, seqs: readonly number[]): number[] {
  return seqs.filter((seq) => {
    const written = rowsWrittenBy(store, seq)
    for (const { kind, id } of written) restoreBase(store, kind, id)
    forgetTouches(store, seq)
    return written.length > 0
  })
}

function restoreBase(store: Store, kind: EntityKind, id: string): void {
  const base = store.get<BaseRow>('SELECT version, generation, body FROM base_row WHERE kind = ? AND id = ?', kind, id)
  if (!base) return
  store.run('DELETE FROM base_row WHERE kind = ? AND id = ?', kind, id)
  if (base.body === null || base.version === null) removeRow(store, kind, id)
  else putRow(store, kind, { id, version: base.version, generation: base.generation ?? 1, body: base.body })
}

const refusals: readonly ErrorCode[] = ['rule', 'conflict', 'forbidden', 'not-found', 'invalid', 'incompatible']

/**
 * Judges commands again on the rows as they are now, oldest first. One that no longer decides keeps its place without an
 * effect, since the platform will judge it; its seq is in the answer. `hadEffect` are those that showed until now: what was
 * decided on an effect that is no more stands on nothing.
 */
export function replay(
  store: Store,
  seqs: readonly number[],
  by: Operator,
  hadEffect: readonly number[] = [],
): number[] {
  return seqs.filter((seq) => {
    const row = store.get<CommandRow>(
      "SELECT * FROM command WHERE seq = ? AND state IN ('waiting', 'acknowledged')",
      seq,
    )
    if (!row || replayOne(store, row, by)) return false
    if (hadEffect.includes(seq)) unseat(store, row, seqs)
    return true
  })
}

/**
 * A row that somebody else changed may have the very version that the lost effect would have made. So whoever guards that
 * version, made after it, is given a base that no row has: the platform will call it a conflict, instead of applying it
 * over what its operator never saw. A command whose audit entry is here was applied after all, its answer was lost. While
 * a snapshot is loaded that may be so without it, so what was sent is left to its outcome: what was not, waits for that and
 * is parked with it.
 */
function unseat(store: Store, lost: CommandRow, seqs: readonly number[]): void {
  if (lost.state !== 'waiting' || storedRow(store, 'auditEntry', lost.id)) return
  const versions = new Map(subjectsOf(lost).map(({ kind, id, version }) => [`${kind}:${id}`, version]))
  const isLost = ({ entity, version }: Base) => versions.get(`${entity.kind}:${entity.id}`) === version
  for (const seq of seqs.filter((later) => later > lost.seq)) {
    const row = store.get<CommandRow>("SELECT * FROM command WHERE seq = ? AND state = 'waiting'", seq)
    const isLeftToOutcome = isLoading(store) && lost.n !== null && row?.n === null
    if (row && !isLeftToOutcome) unbase(store, row, isLost)
  }
}

function unbase(store: Store, row: CommandRow, isLost: (base: Base) => boolean): void {
  if (row.state !== 'waiting' || !baseOf(row).some(isLost)) return
  store.run('UPDATE command SET base = ? WHERE seq = ?', withoutLost(row, isLost), row.seq)
}

/** After a restore: what waits is not to be applied over what others make of the rows from now on. */
export function unbaseAll(store: Store): void {
  for (const row of store.all<CommandRow>("SELECT * FROM command WHERE state = 'waiting' ORDER BY seq"))
    unbase(store, row, (base) => isBaseAhead(store, base))
}

/** What is lost is given a version that no row has. */
export const withoutLost = (row: CommandRow, isLost: (base: Base) => boolean): string =>
  JSON.stringify(baseOf(row).map((base) => (isLost(base) ? { entity: base.entity, version: noVersion } : base)))

/** Rows begin at one. */
const noVersion = 0

function replayOne(store: Store, row: CommandRow, by: Operator): boolean {
  const decision = decisionOf(store, row, by)
  if (decision) applyEffect(store, row.seq, decision)
  return decision !== null
}

function decisionOf(store: Store, row: CommandRow, by: Operator): Decision | null {
  const rule = ruleFor(row.type)
  const args = argsOf(row)
  try {
    const decision = decide(store, rule, args, ruleContext({ by, at: row.made_at, commandId: row.id }))
    if (standsOnItsBase(store, row)) return decision
  } catch (error) {
    if (!isAppError(error) || !refusals.includes(error.code)) throw error
  }
  unbase(store, row, (base) => isBaseLost(store, base))
  // What it reads is remembered all the same: it may decide again when that changes.
  recordReads(store, row.seq, rule.reads(args))
  return null
}

/** The platform will call it a conflict when a row it was decided on has moved on; so does the console. */
const standsOnItsBase = (store: Store, row: CommandRow): boolean =>
  baseOf(row).every(
    (base) => storedRow(store, base.entity.kind, base.entity.id)?.version === base.version && !isBaseLost(store, base),
  )

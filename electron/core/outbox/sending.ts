import { uuidv7 } from 'uuidv7'
import { replay, rewind } from '#core/overlay/overlay'
import { rowsWrittenBy } from '#core/overlay/touches'
import { argsOf, baseOf, subjectsOf, type CommandRow } from '#core/overlay/pending-command'
import { readNote, writeNote } from '#core/store/notes'
import type { Store } from '#core/store/store'
import { schemaVersion, type Command } from '#shared/contract/command'
import type { Operator } from '#shared/contract/operator'

/** This database's name with the platform: numbers of commands are dense within it. */
export function deviceOf(store: Store): string {
  const known = readNote<string>(store, 'device')
  if (known) return known
  const device = uuidv7()
  writeNote(store, 'device', device)
  return device
}

const mostCommands = 100
const mostCharacters = 2_000_000

/**
 * The commands to send next, in order. They get their numbers here, durably, before anything leaves: when the answer
 * is lost, exactly the same is sent again. A command that guards what another one of the request changes waits for that
 * one's outcome, since its base may turn out to be somebody else's version.
 */
export const takeCommands = (store: Store): CommandRow[] =>
  store.transaction(() => {
    const waiting = store.all<CommandRow>(
      "SELECT * FROM command WHERE state = 'waiting' ORDER BY n IS NULL, n, seq LIMIT ?",
      mostCommands,
    )
    return numbered(store, independent(waiting))
  })

function independent(rows: readonly CommandRow[]): CommandRow[] {
  const changed = new Set<string>()
  let characters = 0
  const end = rows.findIndex((row, index) => {
    const guardsChanged = baseOf(row).some(({ entity }) => changed.has(`${entity.kind}:${entity.id}`))
    for (const { kind, id } of subjectsOf(row)) changed.add(`${kind}:${id}`)
    characters += row.args.length
    return index > 0 && (guardsChanged || characters > mostCharacters)
  })
  return rows.slice(0, end < 0 ? rows.length : end)
}

function numbered(store: Store, rows: readonly CommandRow[]): CommandRow[] {
  let next = readNote<number>(store, 'next-n') ?? 1
  const result = rows.map((row) => (row.n === null ? { ...row, n: next++ } : row))
  result.forEach(({ seq, n }, index) => {
    if (rows[index]?.n === null) store.run('UPDATE command SET n = ? WHERE seq = ?', n, seq)
  })
  writeNote(store, 'next-n', next)
  return result
}

/**
 * Numbers what waits anew from the number that the platform expects, after it was restored from a backup. What it had
 * applied and no longer knows waits again, in its place: nothing that was done here is lost with the platform's hours.
 */
export function renumber(store: Store, from: number, by: Operator): void {
  store.transaction(() => {
    const pending = pendingSeqs(store)
    const showed = [...pending.filter((seq) => rowsWrittenBy(store, seq).length > 0), ...forgotten(store, from)]
    rewind(store, pending)
    store.run(
      "UPDATE command SET state = 'waiting', acknowledged_at = NULL WHERE state IN ('acknowledged', 'done') AND n >= ?",
      from,
    )
    numberFrom(store, from)
    replay(store, pendingSeqs(store), by, showed)
  })
}

const forgotten = (store: Store, from: number): number[] =>
  store
    .all<{ seq: number }>("SELECT seq FROM command WHERE state IN ('acknowledged', 'done') AND n >= ?", from)
    .map(({ seq }) => seq)

function numberFrom(store: Store, from: number): void {
  store.run("UPDATE command SET n = NULL WHERE state <> 'waiting' AND n >= ?", from)
  const waiting = store.all<CommandRow>("SELECT * FROM command WHERE state = 'waiting' ORDER BY n IS NULL, n, seq")
  store.run("UPDATE command SET n = NULL WHERE state = 'waiting'")
  let next = from
  for (const { seq, n } of waiting) if (n !== null) store.run('UPDATE command SET n = ? WHERE seq = ?', next++, seq)
  writeNote(store, 'next-n', next)
}

const pendingSeqs = (store: Store): number[] =>
  store
    .all<{ seq: number }>("SELECT seq FROM command WHERE state IN ('waiting', 'acknowledged') ORDER BY seq")
    .map(({ seq }) => seq)

/** The last command that the platform is known to have applied; null where there is none. */
export const lastApplied = (store: Store): CommandRow | null =>
  store.get<CommandRow>(
    "SELECT * FROM command WHERE state IN ('acknowledged', 'done') AND n IS NOT NULL ORDER BY n DESC LIMIT 1",
  ) ?? null

export const commandOf = (store: Store, row: CommandRow): Command => ({
  id: row.id,
  device: deviceOf(store),
  n: row.n ?? 0,
  author: row.author,
  type: row.type,
  args: argsOf(row),
  base: baseOf(row).map(({ entity, version }) => ({ entity, version })),
  madeAt: row.made_at,
  schema: schemaVersion,
})

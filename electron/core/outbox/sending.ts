import { uuidv7 } from 'uuidv7'
import { argsOf, baseOf, subjectsOf, type CommandRow } from '#core/overlay/pending-command'
import { readNote, writeNote } from '#core/store/notes'
import type { Store } from '#core/store/store'
import { schemaVersion, type Command } from '#shared/contract/command'

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

/** Numbers what waits anew from the number that the platform expects, after it was restored from a backup. */
export function renumber(store: Store, from: number): void {
  store.transaction(() => {
    store.run("UPDATE command SET n = NULL WHERE state <> 'waiting' AND n >= ?", from)
    const waiting = store.all<CommandRow>("SELECT * FROM command WHERE state = 'waiting' ORDER BY n IS NULL, n, seq")
    store.run("UPDATE command SET n = NULL WHERE state = 'waiting'")
    let next = from
    for (const { seq, n } of waiting) if (n !== null) store.run('UPDATE command SET n = ? WHERE seq = ?', next++, seq)
    writeNote(store, 'next-n', next)
  })
}

export const commandOf = (store: Store, row: CommandRow): Command => ({
  id: row.id,
  device: deviceOf(store),
  n: row.n ?? 0,
  author: row.author,
  type: row.type,
  args: argsOf(row),
  base: baseOf(row),
  madeAt: row.made_at,
  schema: schemaVersion,
})

import type { Static } from '@sinclair/typebox'
import { baseOf, type CommandRow } from '#core/overlay/pending-command'
import { readNote, writeNote } from '#core/store/notes'
import type { Store } from '#core/store/store'
import type { routes } from '#shared/contract/api'
import type { Outcome } from '#shared/contract/command'
import type { Operator } from '#shared/contract/operator'
import { park, type Refusal } from './park'

type Answer = Static<typeof routes.sendCommands.response>

/**
 * Stores what the platform judged. `settledAt` is platform time that surely lies behind the effects: once the feed has
 * come that far, they are in the rows. Answers the platform's wish to wait, null where there is none.
 */
export const recordOutcomes = (store: Store, answer: Answer, settledAt: string, by: Operator): string | null =>
  store.transaction(() => {
    let wait: string | null = null
    for (const outcome of answer.outcomes) {
      const row = store.get<CommandRow>("SELECT * FROM command WHERE id = ? AND state = 'waiting'", outcome.id)
      if (!row) continue
      if (outcome.result === 'retry-later') wait ??= outcome.message
      else if (outcome.result === 'conflict' || outcome.result === 'rejected')
        park(store, row, refusalOf(row, outcome), by)
      else acknowledge(store, row, settledAt, outcome.result === 'applied-changed' ? outcome.message : null)
    }
    return wait
  })

function acknowledge(store: Store, { seq }: CommandRow, settledAt: string, adjusted: string | null): void {
  store.run(
    "UPDATE command SET state = 'acknowledged', acknowledged_at = ?, message = ?, adjusted = ? WHERE seq = ?",
    settledAt,
    adjusted,
    adjusted,
    seq,
  )
}

function refusalOf(row: CommandRow, outcome: Extract<Outcome, { result: 'conflict' | 'rejected' }>): Refusal {
  return {
    result: outcome.result,
    code: outcome.code,
    message: outcome.message,
    mine: JSON.parse(row.mine) as unknown[],
    theirs: outcome.result === 'conflict' ? decidedOn(row, outcome.theirs) : [],
    dependsOn: null,
  }
}

/** Of all that the rule looked at, what the command would have changed: the other side of the comparison. */
function decidedOn(row: CommandRow, theirs: Extract<Outcome, { result: 'conflict' }>['theirs']): unknown[] {
  const guarded = new Set(baseOf(row).map(({ entity }) => `${entity.kind}:${entity.id}`))
  const compared = theirs.filter(({ entity }) => guarded.has(`${entity.kind}:${entity.id}`))
  return (compared.length > 0 ? compared : theirs).map(({ value }) => value)
}

/** A command that the platform's schema itself refuses never got a number there: those behind it move up. */
export const parkMalformed = (store: Store, row: CommandRow, message: string, by: Operator): void =>
  store.transaction(() => {
    const mine = JSON.parse(row.mine) as unknown[]
    park(store, row, { result: 'rejected', code: 'invalid', message, mine, theirs: [], dependsOn: null }, by)
    store.run('UPDATE command SET n = NULL WHERE seq = ?', row.seq)
    if (row.n === null) return
    store.run("UPDATE command SET n = n - 1 WHERE state = 'waiting' AND n > ?", row.n)
    writeNote(store, 'next-n', (readNote<number>(store, 'next-n') ?? 2) - 1)
  })

import type { CommandState } from '#core/overlay/pending-command'
import type { Store } from '#core/store/store'
import type { DeskCalls, Output, Unsent } from '#shared/contract/desk'

type Item = Output<DeskCalls['batch.result']>['items'][number]
type Listed = Output<DeskCalls['batch.list']>[number]

interface ItemRow {
  readonly subject: string
  readonly label: string
  readonly state: 'waiting' | 'submitted' | 'unchanged' | 'refused' | 'cancelled'
  readonly command_id: string | null
  readonly message: string | null
  readonly command_state: CommandState | null
  readonly command_message: string | null
  readonly refusal: string | null
  readonly undone_by: string | null
}

/** Where each item stands now: what the batch did with it, then what became of its command. */
export const resultItems = (store: Store, batchId: string): Item[] =>
  store
    .all<ItemRow>(
      `SELECT i.subject, i.label, i.state, i.command_id, i.message, c.state AS command_state,
         c.message AS command_message, c.refusal, c.undone_by
       FROM batch_item i LEFT JOIN command c ON c.id = i.command_id WHERE i.batch_id = ? ORDER BY i.position`,
      batchId,
    )
    .map((row) => ({ subject: row.subject, label: row.label, commandId: row.command_id, ...outcomeOf(row) }))

function outcomeOf(row: ItemRow): Pick<Item, 'state' | 'message'> {
  if (row.state !== 'submitted') return { state: row.state, message: row.message }
  if (row.undone_by !== null) return { state: 'undone', message: null }
  if (row.command_state === 'parked') return { state: 'refused', message: refusalText(row.refusal) }
  if (row.command_state === 'discarded' || row.command_state === 'remade')
    return { state: 'refused', message: row.command_message }
  return { state: row.command_state === 'waiting' ? 'unsent' : 'applied', message: row.command_message }
}

const refusalText = (refusal: string | null): string | null =>
  refusal === null ? null : (JSON.parse(refusal) as NonNullable<Unsent['refusal']>).message

export const listBatches = (store: Store): Listed[] =>
  store.all<{ batchId: string; type: string; startedAt: string; total: number; applied: number; refused: number }>(
    `SELECT b.id AS batchId, b.type, b.started_at AS startedAt, count(i.position) AS total,
       coalesce(sum(i.state = 'submitted' AND c.state IN ('acknowledged', 'done')), 0) AS applied,
       coalesce(sum(i.state = 'refused' OR c.state IN ('parked', 'discarded', 'remade')), 0) AS refused
     FROM batch b LEFT JOIN batch_item i ON i.batch_id = b.id LEFT JOIN command c ON c.id = i.command_id
     GROUP BY b.id ORDER BY b.started_at DESC LIMIT 100`,
  )

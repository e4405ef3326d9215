import { subjectOf, named } from '#core/batch/preview'
import type { Args } from '#core/overlay/decide'
import { undo } from '#core/outbox/undo'
import { knownRule, submit, type Actor, type Submission } from '#core/outbox/submit'
import type { Store } from '#core/store/store'
import { AppError, isAppError } from '#shared/contract/app-error'

/** Items of one batch wait in their table until they are done, so that a batch goes on after a crash. */
interface WaitingItem {
  readonly position: number
  readonly args: string
}

export function storeBatch(
  store: Store,
  { by, at }: Actor,
  batchId: string,
  type: string,
  items: readonly Args[],
): void {
  const rule = knownRule(type)
  store.transaction(() => {
    assertNotBegun(store, batchId)
    store.run('INSERT INTO batch (id, type, started_at) VALUES (?, ?, ?)', batchId, type, at)
    items.forEach((args, position) => {
      const { subject, label } = named(store, subjectOf(rule, args), by)
      store.run(
        "INSERT INTO batch_item (batch_id, position, args, subject, label, state) VALUES (?, ?, ?, ?, ?, 'waiting')",
        batchId,
        position,
        JSON.stringify(args),
        subject,
        label,
      )
    })
  })
}

function assertNotBegun(store: Store, batchId: string): void {
  if (store.get('SELECT 1 AS yes FROM batch WHERE id = ?', batchId))
    throw new AppError('rule', '该批量任务已经开始，请勿重复提交')
}

/** Does the next items in one transaction; answers how many there were. One that is refused never stops the rest. */
export const runNextItems = (store: Store, actor: Actor, batchId: string, count: number): number =>
  store.transaction(() => {
    const type = store.get<{ type: string }>('SELECT type FROM batch WHERE id = ?', batchId)?.type ?? ''
    const items = store.all<WaitingItem>(
      "SELECT position, args FROM batch_item WHERE batch_id = ? AND state = 'waiting' ORDER BY position LIMIT ?",
      batchId,
      count,
    )
    for (const item of items) runItem(store, actor, batchId, type, item)
    return items.length
  })

function runItem(store: Store, actor: Actor, batchId: string, type: string, { position, args }: WaitingItem): void {
  try {
    const { id, changes } = perform(store, actor, type, JSON.parse(args) as Args)
    settle(store, batchId, position, changes ? 'submitted' : 'unchanged', id, null)
  } catch (error) {
    if (!isAppError(error) || error.code === 'unavailable') throw error
    settle(store, batchId, position, 'refused', null, error.message)
  }
}

/** Type of a batch that takes another one back; its items name the commands. */
export const undoing = 'undo'

function perform(store: Store, actor: Actor, type: string, args: Args): { id: string; changes: boolean } {
  const resubmit = (submission: Submission) => submit(store, actor, submission)
  if (type !== undoing) return resubmit({ type, args })
  return { id: undo(store, String(args.commandId), (submission) => resubmit(submission).id), changes: true }
}

function settle(
  store: Store,
  batchId: string,
  position: number,
  state: string,
  commandId: string | null,
  message: string | null,
): void {
  store.run(
    'UPDATE batch_item SET state = ?, command_id = ?, message = ? WHERE batch_id = ? AND position = ?',
    state,
    commandId,
    message,
    batchId,
    position,
  )
}

export function cancelWaiting(store: Store, batchId: string): void {
  store.run("UPDATE batch_item SET state = 'cancelled' WHERE batch_id = ? AND state = 'waiting'", batchId)
}

export const unfinishedBatches = (store: Store): string[] =>
  store
    .all<{ id: string }>("SELECT DISTINCT batch_id AS id FROM batch_item WHERE state = 'waiting'")
    .map(({ id }) => id)

/** A batch whose items take back what the other one did. */
export function storeUndoBatch(store: Store, batchId: string, undone: string, at: string): void {
  store.transaction(() => {
    assertNotBegun(store, batchId)
    store.run('INSERT INTO batch (id, type, started_at) VALUES (?, ?, ?)', batchId, undoing, at)
    store.run(
      `INSERT INTO batch_item (batch_id, position, args, subject, label, state)
       SELECT ?, position, json_object('commandId', command_id), subject, label, 'waiting' FROM batch_item
       WHERE batch_id = ? AND state = 'submitted' ORDER BY position`,
      batchId,
      undone,
    )
  })
}

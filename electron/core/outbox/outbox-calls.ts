import { argsOf, type CommandRow, type Subject } from '#core/overlay/pending-command'
import { readableRow } from '#core/rows/readable'
import type { Store } from '#core/store/store'
import type { Workplace } from '#core/workplace'
import { AppError } from '#shared/contract/app-error'
import type { Desk } from '#shared/contract/desk'
import { mayAnywhere } from '#shared/domain/permissions'
import { submit } from './submit'
import { undo } from './undo'
import { listUnsent, withoutHits } from './unsent'

type OutboxCalls = Pick<
  Desk,
  | 'sync.status'
  | 'sync.now'
  | 'outbox.list'
  | 'outbox.retry'
  | 'outbox.note'
  | 'outbox.discard'
  | 'commands.submit'
  | 'commands.undo'
>

export function createOutboxCalls({ store, sync, clock, operator, events }: Workplace): OutboxCalls {
  const actor = () => ({ by: operator(), at: clock.instant() })

  /** The rows are read from the store, like any other: a window shows nothing that is not there. */
  function tellRows(subjects: readonly Subject[]): void {
    const rows = subjects.slice(0, mostTold).flatMap(({ kind, id }) => {
      const row = readableRow(store, kind, id, operator())
      return row ? [{ kind, row }] : []
    })
    if (rows.length > 0) events.emit('rows', { rows })
  }

  return {
    'sync.status': () => sync.status(),
    async 'sync.now'() {
      await sync.now()
      return sync.status()
    },
    'outbox.list'() {
      const unsent = listUnsent(store, operator())
      return mayAnywhere(operator(), 'hit.read') ? unsent : unsent.map(withoutHits)
    },
    'outbox.retry'({ id }) {
      store.transaction(() => {
        const row = parkedCommand(store, id)
        const { id: remade } = submit(store, actor(), { type: row.type, args: argsOf(row) })
        store.run("UPDATE command SET state = 'remade', message = ? WHERE seq = ?", `已重新提交为 ${remade}`, row.seq)
      })
      sync.wakePush()
      return {}
    },
    'outbox.note'({ id }) {
      store.run('UPDATE command SET adjusted = NULL WHERE id = ?', id)
      sync.wakePush()
      return {}
    },
    'outbox.discard'({ id, reason }) {
      const row = parkedCommand(store, id)
      store.run("UPDATE command SET state = 'discarded', message = ? WHERE seq = ?", reason, row.seq)
      sync.wakePush()
      return {}
    },
    'commands.submit'(submission) {
      const { id, subjects } = submit(store, actor(), submission)
      tellRows(subjects)
      sync.wakePush()
      return { id }
    },
    'commands.undo'({ id }) {
      const undone = undo(store, id, (submission) => {
        const { id, subjects } = submit(store, actor(), submission)
        tellRows(subjects)
        return id
      })
      sync.wakePush()
      return { id: undone }
    },
  }
}

/** Of a command that makes more rows, the others come with the next answer. */
const mostTold = 20

function parkedCommand(store: Store, id: string): CommandRow {
  const row = store.get<CommandRow>("SELECT * FROM command WHERE id = ? AND state = 'parked'", id)
  if (row) return row
  throw new AppError('not-found', '该项已不在待处理中，请刷新列表', { id })
}

import { argsOf, subjectsOf, type CommandRow } from '#core/overlay/pending-command'
import { storedRow } from '#core/rows/rows'
import type { Store } from '#core/store/store'
import type { Workplace } from '#core/workplace'
import { AppError } from '#shared/contract/app-error'
import type { Desk, Unsent } from '#shared/contract/desk'
import { baseOf } from '#core/overlay/pending-command'
import { submit, type Submission } from './submit'

type OutboxCalls = Pick<
  Desk,
  'sync.status' | 'sync.now' | 'outbox.list' | 'outbox.retry' | 'outbox.discard' | 'commands.submit' | 'commands.undo'
>

export function createOutboxCalls({ store, sync, clock, operator }: Workplace): OutboxCalls {
  const actor = () => ({ by: operator(), at: clock.instant() })
  return {
    'sync.status': () => sync.status(),
    async 'sync.now'() {
      await sync.now()
      return sync.status()
    },
    'outbox.list': () => listUnsent(store),
    'outbox.retry'({ id }) {
      store.transaction(() => {
        const row = parkedCommand(store, id)
        const { id: remade } = submit(store, actor(), { type: row.type, args: argsOf(row) })
        store.run("UPDATE command SET state = 'remade', message = ? WHERE seq = ?", `已重新提交为 ${remade}`, row.seq)
      })
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
      const { id } = submit(store, actor(), submission)
      sync.wakePush()
      return { id }
    },
    'commands.undo'({ id }) {
      const undone = undo(store, id, (submission) => submit(store, actor(), submission).id)
      sync.wakePush()
      return { id: undone }
    },
  }
}

const listUnsent = (store: Store): Unsent[] =>
  store.all<CommandRow>("SELECT * FROM command WHERE state IN ('waiting', 'parked') ORDER BY seq").map((row) => ({
    id: row.id,
    type: row.type,
    args: argsOf(row),
    madeAt: row.made_at,
    state: row.state === 'parked' ? 'parked' : 'waiting',
    subjects: subjectsOf(row).map(({ kind, id }) => `${kind}:${id}`),
    siteId: row.site_id,
    batchId: row.batch_id,
    refusal: row.refusal === null ? null : (JSON.parse(row.refusal) as Unsent['refusal']),
  }))

function parkedCommand(store: Store, id: string): CommandRow {
  const row = store.get<CommandRow>("SELECT * FROM command WHERE id = ? AND state = 'parked'", id)
  if (row) return row
  throw new AppError('not-found', '该项已不在待处理中，请刷新列表', { id })
}

/** Submits the inverse of a command. @throws AppError `rule` where it can't be taken back, `conflict` where its subject moved on */
export const undo = (store: Store, id: string, resubmit: (submission: Submission) => string): string =>
  store.transaction(() => {
    const row = store.get<CommandRow>('SELECT * FROM command WHERE id = ?', id)
    if (!row) throw new AppError('not-found', '找不到该操作的记录，不能撤销', { id })
    const inverse = inverseOf(row)
    assertUnmoved(store, row)
    const undoneBy = resubmit(inverse)
    store.run('UPDATE command SET undone_by = ? WHERE seq = ?', undoneBy, row.seq)
    return undoneBy
  })

function inverseOf({ undo: inverse, state, undone_by: undoneBy }: CommandRow): Submission {
  if (undoneBy !== null) throw new AppError('rule', '该操作已撤销')
  if (!['waiting', 'acknowledged', 'done'].includes(state))
    throw new AppError('rule', '该操作未生效，无需撤销；请在待处理中重试或放弃')
  if (inverse === null) throw new AppError('rule', '此类操作不能撤销，请用相应的操作更正')
  return JSON.parse(inverse) as Submission
}

/** What was decided on has to be as the command left it. */
function assertUnmoved(store: Store, row: CommandRow): void {
  const guarded = new Set(baseOf(row).map(({ entity }) => `${entity.kind}:${entity.id}`))
  for (const { kind, id, version } of subjectsOf(row)) {
    if (guarded.has(`${kind}:${id}`) && storedRow(store, kind, id)?.version !== version)
      throw new AppError('conflict', '该记录在此操作之后又有更新，不能直接撤销，请查看后另行办理', { kind, id })
  }
}

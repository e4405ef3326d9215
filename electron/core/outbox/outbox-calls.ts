import { argsOf, subjectsOf, type CommandRow } from '#core/overlay/pending-command'
import type { Store } from '#core/store/store'
import type { Workplace } from '#core/workplace'
import { AppError } from '#shared/contract/app-error'
import type { Desk, Unsent } from '#shared/contract/desk'
import { mayAnywhere } from '#shared/domain/permissions'
import { submit } from './submit'
import { undo } from './undo'

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
    'outbox.list'() {
      const unsent = listUnsent(store)
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

const aboutHits = ['check.record', 'hit.dispose']

/** An operator who may no longer read hits still sees that something is unsent, but not what was found. */
const withoutHits = (unsent: Unsent): Unsent =>
  aboutHits.includes(unsent.type)
    ? { ...unsent, args: {}, refusal: unsent.refusal && { ...unsent.refusal, mine: [], theirs: [] } }
    : unsent

function parkedCommand(store: Store, id: string): CommandRow {
  const row = store.get<CommandRow>("SELECT * FROM command WHERE id = ? AND state = 'parked'", id)
  if (row) return row
  throw new AppError('not-found', '该项已不在待处理中，请刷新列表', { id })
}

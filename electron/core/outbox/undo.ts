import { baseOf, subjectsOf, type CommandRow } from '#core/overlay/pending-command'
import { storedRow } from '#core/rows/rows'
import type { Store } from '#core/store/store'
import { AppError } from '#shared/contract/app-error'
import type { Submission } from './submit'

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

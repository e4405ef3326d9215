import { Type } from '@sinclair/typebox'
import { AppError } from '#shared/contract/app-error'
import { Column } from '#shared/contract/column'
import { Id, Nullable } from '#shared/contract/primitives'
import { commandRule, guarded, looked, save } from '#shared/domain/command-rule'

const Settable = Type.Partial(Type.Pick(Column, ['owner', 'updateCycleDays']), { additionalProperties: false })

/** Gives a column another owner or update cycle (栏目责任制); one item of a batch, or alone. */
export const rule = commandRule({
  type: 'column.change',
  args: Type.Object(
    { columnId: Id, siteId: Id, batchId: Nullable(Id), set: Settable },
    { additionalProperties: false },
  ),
  right: 'column.change',
  reads: ({ columnId, siteId }) => ({ column: guarded('column', columnId), site: looked('site', siteId) }),
  decide({ column }, { siteId, set }, { at }) {
    if (column.siteId !== siteId) throw new AppError('invalid', '栏目不属于所指子站')
    if (set.owner !== undefined && set.owner.trim().length < 2) throw new AppError('rule', '责任人姓名至少两个字')
    const next = { ...column, ...set, changedAt: at }
    const unchanged = next.owner === column.owner && next.updateCycleDays === column.updateCycleDays
    return unchanged ? [] : [save('column', next)]
  },
  undo: ({ column }, { set, ...args }) => ({
    type: 'column.change',
    args: {
      ...args,
      set: {
        ...(set.owner !== undefined && { owner: column.owner }),
        ...(set.updateCycleDays !== undefined && { updateCycleDays: column.updateCycleDays }),
      },
    },
  }),
})

import { uuidv7 } from 'uuidv7'
import type { Command } from '#shared/contract/command'
import type { EntityKind } from '#shared/contract/entity'
import type { Chance } from '#tests/chance'
import { bodyOf, type Deed, type InReview, type Seat } from './seats'

/** What an operator asks for: a command without its place in the queue. */
export type Order = Pick<Command, 'type' | 'args'> & { readonly on: readonly { kind: EntityKind; id: string }[] }

/** Turns what is planned into orders, one after the other; null where nothing is left to be done. */
export function createDeeds({ places, operator, ...seat }: Seat, chance: Chance) {
  const [reviews, drafts, findings] = [[...seat.inReview], [...seat.drafts], [...seat.findings]]
  let count = 0

  const orders: Readonly<Record<Exclude<Deed, 'read'>, () => Order | null>> = {
    'change-column': () => {
      const { id: siteId, columns } = chance.oneOf(places)
      const { id: columnId } = chance.oneOf(columns)
      const args = { columnId, siteId, batchId: null, set: { owner: `${operator.name}第${count}任` } }
      return { type: 'column.change', args, on: [{ kind: 'column', id: columnId }] }
    },
    'edit-site': () => {
      const { id: siteId } = chance.oneOf(places)
      const args = { siteId, set: { phone: `0551-${seat.number}-${count}` } }
      return { type: 'site.edit', args, on: [{ kind: 'site', id: siteId }] }
    },
    revise: () => take(drafts, revised),
    review: () => take(reviews, chance.below(5) === 0 ? returned : approved),
    dispose: () =>
      take(findings, ({ id: findingId, siteId, day, hash: seen }) => ({
        type: 'finding.dispose',
        args: { findingId, siteId, day, seen, as: 'confirmed', reason: '人工复核属实' },
        on: [{ kind: 'finding', id: findingId }],
      })),
  }

  return (deed: Exclude<Deed, 'read'>): Order | null => {
    count += 1
    return orders[deed]()
  }
}

function take<T>(list: T[], order: (item: T) => Order): Order | null {
  const item = list.shift()
  return item === undefined ? null : order(item)
}

const judged = ({ article, task }: InReview): Order['on'] => [
  { kind: 'reviewTask', id: task.id },
  { kind: 'article', id: article.id },
]

const subjectOf = ({ article, revision, task }: InReview) => ({
  ...{ taskId: task.id, articleId: article.id, revisionId: revision.id, siteId: article.siteId },
  ...{ stage: task.stage, seen: revision.hash },
})

const approved = (item: InReview): Order => ({
  type: 'review.approve',
  args: { ...subjectOf(item), columnId: item.article.columnId, nextTaskId: uuidv7(), comment: '' },
  on: judged(item),
})

const returned = (item: InReview): Order => ({
  type: 'review.return',
  args: { ...subjectOf(item), reason: '请核对文中引用的文号' },
  on: judged(item),
})

const revised = ({ article, revision }: InReview): Order => ({
  type: 'article.revise',
  args: {
    ...{ articleId: article.id, siteId: article.siteId, revisionId: uuidv7(), taskId: uuidv7() },
    ...{ title: revision.title, body: bodyOf('修改后重新报审') },
  },
  on: [{ kind: 'article', id: article.id }],
})

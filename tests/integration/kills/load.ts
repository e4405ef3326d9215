import { uuidv7 } from 'uuidv7'
import type { Chance } from '#tests/chance'
import type { Asked } from './orders'
import type { InReview, World } from './world'

/** What the console said it will do for certain: a command by its id, or a sign-off by its own. */
export type Acknowledged = { readonly commandId: string; readonly text: string } | { readonly signOffId: string }

/** Does one thing at a console. Answers null where there was nothing to do. */
export type Deed = (core: Asked) => Promise<Acknowledged | null>

export interface Share {
  readonly name: string
  readonly chance: Chance
  readonly world: World
  /** What only this console works on. */
  readonly inReview: readonly InReview[]
  readonly days: readonly string[]
}

/** An endless row of deeds as a day at work brings them, the same for the same seed. */
export function createLoad(share: Share): () => Deed {
  const { chance, world } = share
  const reviews = [...share.inReview]
  const days = [...share.days]
  let count = 0

  const deeds: readonly Deed[] = [
    (core) => {
      const { id: columnId, siteId } = chance.oneOf(world.columns)
      const owner = `${share.name}第${count}任`
      return submit(core, 'column.change', { columnId, siteId, batchId: null, set: { owner } }, owner)
    },
    (core) => {
      const phone = `${share.name}-${count}`
      return submit(core, 'site.edit', { siteId: chance.oneOf(world.sites).id, set: { phone } }, phone)
    },
    async (core) => {
      const next = reviews.shift()
      return next ? submit(core, 'review.approve', approvalOf(next), next.task.id) : null
    },
    async (core) => {
      const day = days.shift()
      return day === undefined ? null : sign(core, day)
    },
  ]
  const weights = [0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3] as const

  return () => {
    count += 1
    const deed = deeds[chance.oneOf(weights)]
    if (!deed) throw new RangeError('no such deed')
    return deed
  }
}

async function submit(core: Asked, type: string, args: Record<string, unknown>, text: string) {
  const { id } = await core.ask('commands.submit', { type, args })
  return { commandId: id, text }
}

async function sign(core: Asked, day: string): Promise<Acknowledged> {
  const { hash } = await core.ask('log.preview', { day })
  const { signOffId } = await core.ask('log.sign', { day, seen: hash })
  return { signOffId }
}

const approvalOf = ({ article, revision, task }: InReview) => ({
  taskId: task.id,
  articleId: article.id,
  revisionId: revision.id,
  columnId: article.columnId,
  siteId: article.siteId,
  stage: 'final',
  seen: revision.hash,
  nextTaskId: uuidv7(),
  comment: '',
})

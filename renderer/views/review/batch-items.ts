import { uuidv7 } from 'uuidv7'
import { api } from '#renderer/api.ts'
import type { DeskCalls, Output } from '#shared/contract/desk'
import type { Hit } from '#shared/contract/hit'
import type { ReviewTask } from '#shared/contract/review-task'
import { manyRows } from '#renderer/triage/many-rows.ts'

export type Item = Record<string, unknown>
/** One selected task as the preview shows it: what would be submitted, or why it is left out. */
export interface Previewed {
  readonly id: string
  readonly title: string
  readonly siteId: string
  readonly args: Item | null
  /** `hits`: open hits have to be looked at one by one; text: the rule's own refusal. */
  readonly skipped: { readonly hits: number } | { readonly refusal: string } | null
}

const most = 500

async function openHits(articleIds: readonly string[]): Promise<Hit[]> {
  const found: Hit[] = []
  for (let from = 0; from < articleIds.length; from += most) {
    const where = {
      articleId: { in: articleIds.slice(from, from + most) },
      state: { in: ['open', 'awaiting_second', 'confirmed'] },
    }
    for (let offset = 0; ; offset += most) {
      const page = await api['rows.list']({ kind: 'hit', where, search: '', offset, limit: most })
      found.push(...(page.rows as Hit[]))
      if (offset + most >= page.total) break
    }
  }
  return found
}

/** Looks at every selected task: which can pass as it is, which is skipped and why. The texts are frozen by their hashes. */
export async function previewApprovals(taskIds: readonly string[]): Promise<Previewed[]> {
  const tasks = await manyRows('reviewTask', taskIds)
  const byId = async <K extends 'article' | 'revision'>(kind: K, ids: readonly string[]) =>
    new Map((await manyRows(kind, ids)).map((row) => [row.id, row]))
  const [articles, revisions, hits] = await Promise.all([
    byId(
      'article',
      tasks.map(({ articleId }) => articleId),
    ),
    byId(
      'revision',
      tasks.map(({ revisionId }) => revisionId),
    ),
    openHits(tasks.map(({ articleId }) => articleId)),
  ])
  const items = tasks.map((task): Item => {
    const revision = revisions.get(task.revisionId)
    return argsOf(task, articles.get(task.articleId)?.columnId, revision?.hash)
  })
  const judged = await api['batch.preview']({ type: 'review.approve', items })
  return tasks.map((task, place) => {
    const hash = revisions.get(task.revisionId)?.hash
    const count = hits.filter(({ articleId, subject }) => articleId === task.articleId && subject.hash === hash).length
    return previewed(task, items[place] ?? {}, count, judged[place])
  })
}

const argsOf = (task: ReviewTask, columnId: string | undefined, seen: string | undefined): Item => ({
  taskId: task.id,
  articleId: task.articleId,
  revisionId: task.revisionId,
  siteId: task.siteId,
  stage: task.stage,
  columnId,
  seen,
  nextTaskId: uuidv7(),
  comment: '',
})

function previewed(
  { id, title, siteId }: ReviewTask,
  args: Item,
  hits: number,
  judged: Output<DeskCalls['batch.preview']>[number] | undefined,
): Previewed {
  const refusal = judged?.refusal ?? null
  const skipped = hits > 0 ? { hits } : refusal === null ? null : { refusal }
  return { id, title, siteId, args: skipped ? null : args, skipped }
}

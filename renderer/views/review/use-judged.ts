import { computed, type ComputedRef } from 'vue'
import { api } from '#renderer/api.ts'
import { useAnswer, useRow, useShortList } from '#renderer/query.ts'
import { inReadingOrder } from '#renderer/triage/marked-text.ts'
import type { EntityOf } from '#shared/contract/entity'
import type { Hit } from '#shared/contract/hit'

/** Everything that stands behind one review task, each undefined while it is on its way. */
export interface Judged {
  readonly task: ComputedRef<EntityOf<'reviewTask'> | undefined>
  readonly article: ComputedRef<EntityOf<'article'> | undefined>
  readonly site: ComputedRef<EntityOf<'site'> | undefined>
  readonly column: ComputedRef<EntityOf<'column'> | undefined>
  readonly revision: ComputedRef<EntityOf<'revision'> | undefined>
  /** The text before: the former revision, else what is published; null where there is none. */
  readonly before: ComputedRef<
    { readonly title: string; readonly body: string; readonly number: number | null } | null | undefined
  >
  /** Hits in exactly this text, in reading order. */
  readonly hits: ComputedRef<readonly Hit[] | undefined>
  /** All tasks of the article, oldest first. */
  readonly tasks: ComputedRef<readonly EntityOf<'reviewTask'>[]>
}

export function useJudged(taskId: () => string | undefined): Judged {
  const answeredTask = useRow('reviewTask', taskId)
  // While the next task is on its way the former one is still there: it must not be shown under the new one's name.
  const task = computed(() => fitting(answeredTask.value.value, taskId()))
  const ofArticle = () => task.value && { where: { articleId: { in: [task.value.articleId] } } }
  const article = useRow('article', () => task.value?.articleId)
  const site = useRow('site', () => task.value?.siteId)
  const column = useRow('column', () => fitting(article.value.value, task.value?.articleId)?.columnId)
  const revisions = useShortList('revision', ofArticle)
  const tasks = useShortList('reviewTask', ofArticle)
  const hits = useShortList('hit', ofArticle)

  const shownArticle = computed(() => fitting(article.value.value, task.value?.articleId))
  const ownRevisions = computed(() =>
    revisions.value.value?.rows.filter(({ articleId }) => articleId === task.value?.articleId),
  )
  const revision = computed(() => ownRevisions.value?.find(({ id }) => id === task.value?.revisionId))
  const former = computed(() => {
    const number = revision.value?.number ?? 0
    const earlier = ownRevisions.value?.filter((other) => other.number < number) ?? []
    return earlier.sort((a, b) => b.number - a.number)[0]
  })
  const publishedOf = computed(() =>
    revision.value && !former.value && shownArticle.value?.publishedHash ? shownArticle.value.id : undefined,
  )
  const published = useAnswer(
    () => (publishedOf.value ? api['articles.text']({ articleId: publishedOf.value }) : undefined),
    [],
  )

  return {
    task,
    article: shownArticle,
    site: computed(() => fitting(site.value.value, task.value?.siteId)),
    column: computed(() => fitting(column.value.value, shownArticle.value?.columnId)),
    revision,
    before: computed(() => {
      if (!revision.value) return undefined
      if (former.value) return former.value
      return publishedOf.value && published.value.value ? { ...published.value.value, number: null } : null
    }),
    hits: computed(() => {
      const hash = revision.value?.hash
      return hash && hits.value.value
        ? inReadingOrder(
            hits.value.value.rows.filter(({ subject, state }) => subject.hash === hash && state !== 'gone'),
          )
        : undefined
    }),
    tasks: computed(() =>
      [...(tasks.value.value?.rows ?? [])].sort((a, b) => a.submittedAt.localeCompare(b.submittedAt)),
    ),
  }
}

const fitting = <T extends { readonly id: string }>(
  row: T | null | undefined,
  id: string | undefined,
): T | undefined => (row && row.id === id ? row : undefined)

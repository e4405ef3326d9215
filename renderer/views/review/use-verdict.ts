import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { uuidv7 } from 'uuidv7'
import { exactTime } from '#renderer/formats.ts'
import { useNames } from '#renderer/names.ts'
import { submit, useAction } from '#renderer/query.ts'
import { useSession } from '#renderer/stores/session.ts'
import { useWhoCould } from '#renderer/triage/who-could.ts'
import { reviewRight } from '#shared/domain/article-states'
import { blockingHits } from '#shared/domain/review'
import type { Judged } from './use-judged'

/** Why an article can't be judged or passed now, and the deeds themselves, bound to the text on screen. */
export function useVerdict(judged: Judged) {
  const { t } = useI18n()
  const [names, session, whoCould] = [useNames(), useSession(), useWhoCould()]

  /** Why the operator can neither pass nor return it; null where both are offered. */
  const barred: ComputedRef<string | null> = computed(() => {
    const [task, site] = [judged.task.value, judged.site.value]
    if (!task || !site) return null
    if (task.state !== 'waiting') return decidedWords()
    const right = reviewRight[task.stage]
    if (session.may(right, site)) return null
    return `${t('review.barred.right', { stage: names.word('reviewTask-stage', task.stage) })}${whoCould(right, site)}`
  })
  function decidedWords(): string {
    const task = judged.task.value
    const state = names.word('reviewTask-state', task?.state ?? null)
    if (!task?.decidedAt) return t('review.barred.state', { state })
    return t('review.barred.decided', { who: names.operator(task.decidedBy), at: exactTime(task.decidedAt), state })
  }

  const blocking = computed(() =>
    judged.revision.value ? blockingHits(judged.hits.value ?? [], judged.revision.value) : [],
  )
  /** Why it may be returned but not passed. */
  const blocked: ComputedRef<string | null> = computed(() => {
    const [task, article] = [judged.task.value, judged.article.value]
    if (!task || !article) return null
    if (blocking.value.length > 0) return t('review.blocked.hits', { n: blocking.value.length })
    if (task.stage === 'final' && article.authorId === session.operator?.id) return t('review.blocked.author')
    return article.disclosure === 'closed' ? t('review.blocked.closed') : null
  })

  const isComplete = computed(
    () => judged.revision.value !== undefined && judged.article.value !== undefined && judged.hits.value !== undefined,
  )
  const mayJudge = computed(() => isComplete.value && judged.site.value !== undefined && barred.value === null)
  const mayApprove = computed(() => mayJudge.value && blocked.value === null)
  const mayEdit = computed(() => {
    const [article, site] = [judged.article.value, judged.site.value]
    const inReview =
      article !== undefined &&
      ['draft', 'first_review', 'second_review', 'final_review', 'secrecy_review'].includes(article.state)
    return inReview && site !== undefined && session.may('article.edit', site)
  })

  const common = () => {
    const [task, revision] = [judged.task.value, judged.revision.value]
    if (!task || !revision) throw new Error('judged before it was shown')
    const { id: taskId, articleId, siteId, stage } = task
    return { taskId, articleId, siteId, stage, revisionId: revision.id, seen: revision.hash }
  }
  const approve = useAction(() =>
    submit('review.approve', {
      ...common(),
      columnId: judged.article.value?.columnId,
      nextTaskId: uuidv7(),
      comment: '',
    }),
  )
  const sendBack = useAction((reason: string) => submit('review.return', { ...common(), reason }))
  return { barred, blocked, blocking, mayJudge, mayApprove, mayEdit, approve, sendBack }
}

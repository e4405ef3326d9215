import { AppError } from '#shared/contract/app-error'
import type { Article, Revision } from '#shared/contract/article'
import type { Hit } from '#shared/contract/hit'
import type { ReviewTask } from '#shared/contract/review-task'
import type { Site } from '#shared/contract/site'
import { stageOf } from './article-states'
import categories from './hit-categories.json'
import { isUnsettled } from './observed-hits'

interface Judgement {
  readonly task: ReviewTask
  readonly article: Article
  readonly revision: Revision
  readonly site: Site
  readonly stage: ReviewTask['stage']
  readonly seen: string
}

/** @throws AppError `conflict` where what was on screen is not what is there, `invalid` where the parts don't belong together */
export function assertJudgeable({ task, article, revision, site, stage, seen }: Judgement): void {
  const together =
    task.articleId === article.id &&
    revision.articleId === article.id &&
    article.siteId === site.id &&
    task.stage === stage
  if (!together) throw new AppError('invalid', '审核任务、稿件与子站不一致，请刷新后重试')
  if (stageOf[article.state] !== stage) throw new AppError('conflict', '稿件已不在此审核阶段，请查看最新状态')
  if (task.state !== 'waiting') throw new AppError('conflict', '该审核任务已由他人办理，请查看结果')
  if (article.revisionId !== revision.id || task.revisionId !== revision.id || revision.hash !== seen) {
    throw new AppError('conflict', '稿件内容已更新，与审核时所见不同，请重新审核', { seen, present: revision.hash })
  }
}

/** Hits that stop an approval: blocking ones in this very text that two people have not cleared or dismissed (product.md: a blocking finding is never let through). */
export const blockingHits = (hits: readonly Hit[], revision: Pick<Revision, 'hash'>): readonly Hit[] =>
  hits.filter(
    (hit) =>
      hit.severity === 'block' && hit.subject.hash === revision.hash && (isUnsettled(hit) || hit.state === 'confirmed'),
  )

const mostNamed = 3
const categoryNames: Readonly<Record<string, string>> = categories
const stateWords: Partial<Readonly<Record<Hit['state'], string>>> = {
  awaiting_second: '，一人已放行，待第二人',
  confirmed: '，已确认须删除',
}

/** Kind and place of the hits; never their text, since a refusal is read beyond those who may see it. */
const named = (hits: readonly Hit[]): string =>
  hits
    .slice(0, mostNamed)
    .map(({ category, part, start, state }) => {
      const place = `${part === 'title' ? '标题' : '正文'}第 ${start + 1} 字`
      return `${categoryNames[category] ?? category}（${place}${stateWords[state] ?? ''}）`
    })
    .join('、') + (hits.length > mostNamed ? '等' : '')

/** @throws AppError `rule` naming the hits that are in the way */
export function assertNoBlockingHit(hits: readonly Hit[], revision: Revision): void {
  const blocking = blockingHits(hits, revision)
  if (blocking.length > 0) {
    const message = `有 ${blocking.length} 处阻断命中未放行，不能通过：${named(blocking)}。请由两名有处置权的人员（均非本稿作者）逐处放行或判为误报，或退回修改`
    throw new AppError('rule', message, { hits: blocking.map((hit) => hit.id) })
  }
}

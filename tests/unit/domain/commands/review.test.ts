import { describe, expect, it } from 'vitest'
import type { ErrorCode } from '#shared/contract/app-error'
import { rule as approve } from '#shared/domain/commands/review-approve'
import { rule as giveBack } from '#shared/domain/commands/review-return'
import { aColumn, aHit, anArticle, anOperator, aRevision, aSite, aTask, ids, now, testId } from '#tests/builders'
import { contextOf, refusalOf, saved } from '../decided'

const reviewer = anOperator(['first-reviewer', 'second-reviewer', 'final-reviewer', 'secrecy-reviewer'])
const names = { taskId: ids.task, articleId: ids.article, revisionId: ids.revision, siteId: ids.site } as const
const seen = aRevision().hash

type Stage = Parameters<typeof approve.decide>[1]['stage']
const stateAt = (stage: Stage) => `${stage}_review` as const
const aState = (stage: Stage = 'first') => ({
  task: aTask({ stage }),
  article: anArticle({ state: stateAt(stage) }),
  revision: aRevision(),
  column: aColumn(),
  site: aSite(),
  hits: [aHit({ state: 'cleared' })],
})
type State = ReturnType<typeof aState>

function messageOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  throw new Error('nothing was refused')
}

const approval = (stage: Stage = 'first') => ({
  ...names,
  columnId: ids.column,
  stage,
  seen,
  nextTaskId: testId(60),
  comment: '',
})
const approving = (over: Partial<State> = {}, stage: Stage = 'first', args = {}) =>
  approve.decide({ ...aState(stage), ...over }, { ...approval(stage), ...args }, contextOf(reviewer))
const returning = (over: Partial<State> = {}, args = {}) =>
  giveBack.decide(
    { ...aState(), ...over },
    { ...names, stage: 'first', seen, reason: '请补充附件', ...args },
    contextOf(reviewer),
  )

describe('review.approve', () => {
  it('names the hits in the way by kind and place, never by their text, and says what to do', () => {
    const hits = [aHit(), aHit({ id: testId(61), part: 'title', state: 'awaiting_second' })]
    const refusal = messageOf(() => approving({ hits }))
    expect(refusal).toContain(`国家秘密标志（正文第 ${aHit().start + 1} 字）`)
    expect(refusal).toMatch(/标题第 \d+ 字，一人已放行，待第二人/)
    expect(refusal).toContain('由两名有处置权的人员')
    expect(refusal).not.toContain(aHit().text)
  })

  it('takes the right of its stage', () => {
    const right = approve.right as (args: ReturnType<typeof approval>) => string
    expect((['first', 'second', 'final', 'secrecy'] as const).map((stage) => right(approval(stage)))).toEqual([
      'review.first',
      'review.second',
      'review.final',
      'review.secrecy',
    ])
  })

  it.each([
    ['first', 'second'],
    ['second', 'final'],
  ] as const)('passes on from %s to %s with a new task', (stage, next) => {
    const changes = approving({}, stage)
    expect(saved(changes, 'article')).toEqual([expect.objectContaining({ state: stateAt(next), publishedHash: null })])
    const [decided, following] = saved(changes, 'reviewTask')
    expect(decided).toMatchObject({ id: ids.task, state: 'approved', decidedBy: reviewer.id, seen })
    expect(following).toMatchObject({ id: testId(60), version: 0, stage: next, state: 'waiting', seen: null })
    expect(following?.dueAt).toBe('2026-03-04T10:00:00.000Z')
  })

  it('publishes exactly what was seen after the last stage, and freshens the column', () => {
    const changes = approving({}, 'final')
    expect(saved(changes, 'article')).toEqual([
      expect.objectContaining({ state: 'published', publishedHash: seen, publishedAt: now }),
    ])
    expect(saved(changes, 'column')).toEqual([
      expect.objectContaining({ lastUpdatedOn: '2026-03-02', articleCount: 121 }),
    ])
    expect(saved(changes, 'reviewTask')).toHaveLength(1)
  })

  it('asks for 保密审查 after 终审 where the column does, and publishes after that', () => {
    const column = aColumn({ secrecyReview: true })
    expect(saved(approving({ column }, 'final'), 'article')[0]?.state).toBe('secrecy_review')
    expect(saved(approving({ column }, 'secrecy'), 'article')[0]?.state).toBe('published')
  })

  const refusals: [string, Partial<State>, Stage, object, ErrorCode][] = [
    ['another text than was seen', { revision: aRevision({ body: '另一段文字' }) }, 'first', {}, 'conflict'],
    ['a text seen elsewhere', {}, 'first', { seen: 'f'.repeat(64) }, 'conflict'],
    ['a newer revision', { article: anArticle({ revisionId: testId(61) }) }, 'first', {}, 'conflict'],
    ['a task of another revision', { task: aTask({ revisionId: testId(61) }) }, 'first', {}, 'conflict'],
    ['a task already decided', { task: aTask({ state: 'approved' }) }, 'first', {}, 'conflict'],
    ['a superseded task', { task: aTask({ state: 'superseded' }) }, 'first', {}, 'conflict'],
    ['an article of another stage', { article: anArticle({ state: 'draft' }) }, 'first', {}, 'conflict'],
    ['a withdrawn article', { article: anArticle({ state: 'withdrawn' }) }, 'final', {}, 'conflict'],
    ['a moved article', { article: anArticle({ columnId: testId(62) }) }, 'first', {}, 'conflict'],
    ['a task of another article', { task: aTask({ articleId: testId(63) }) }, 'first', {}, 'invalid'],
    ['a revision of another article', { revision: aRevision({ articleId: testId(63) }) }, 'first', {}, 'invalid'],
    ['an article of another site', { article: anArticle({ siteId: testId(64) }) }, 'first', {}, 'invalid'],
    ['a task of another stage', { task: aTask({ stage: 'second' }) }, 'first', {}, 'invalid'],
    ['what may not be made public', { article: anArticle({ disclosure: 'closed' }) }, 'first', {}, 'rule'],
    ['an open blocking hit', { hits: [aHit()] }, 'first', {}, 'rule'],
    ['a confirmed blocking hit', { hits: [aHit({ state: 'confirmed' })] }, 'first', {}, 'rule'],
  ]
  it.each(refusals)('is refused over %s', (_, over, stage, args, code) => {
    expect(refusalOf(() => approving(over, stage, args))).toBe(code)
  })

  it('is not given by the author at 终审, but may be at an earlier stage', () => {
    const mine = { authorId: reviewer.id }
    expect(refusalOf(() => approving({ article: anArticle({ ...mine, state: 'final_review' }) }, 'final'))).toBe('rule')
    expect(approving({ article: anArticle(mine) })).not.toHaveLength(0)
  })

  it('is not stopped by hits that are decided, milder, or of another text', () => {
    const harmless = [
      aHit({ state: 'false_positive' }),
      aHit({ state: 'gone' }),
      aHit({ severity: 'review' }),
      aHit({ subject: { ...aHit().subject, hash: 'e'.repeat(64) } }),
    ]
    expect(approving({ hits: harmless })).not.toHaveLength(0)
  })
})

describe('review.return', () => {
  it('sends the article back to its author with the reason', () => {
    const changes = returning()
    expect(saved(changes, 'article')[0]?.state).toBe('draft')
    expect(saved(changes, 'reviewTask')[0]).toMatchObject({ state: 'returned', comment: '请补充附件', seen })
  })

  it('is refused over another text, a decided task and another site', () => {
    expect(refusalOf(() => returning({}, { seen: 'f'.repeat(64) }))).toBe('conflict')
    expect(refusalOf(() => returning({ task: aTask({ state: 'returned' }) }))).toBe('conflict')
    expect(refusalOf(() => returning({ article: anArticle({ siteId: testId(64) }) }))).toBe('invalid')
  })
})

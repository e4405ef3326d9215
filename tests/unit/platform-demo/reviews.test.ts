import { Value } from '@sinclair/typebox/value'
import { describe, expect, it } from 'vitest'
import { Article, Revision } from '#shared/contract/article'
import { Hit } from '#shared/contract/hit'
import { Operator, roles } from '#shared/contract/operator'
import { ReviewTask } from '#shared/contract/review-task'
import { stateOf } from '#shared/domain/article-states'
import { may, rightsOf } from '#shared/domain/permissions'
import { judgedContent } from '#shared/domain/revision-hash'
import { sm3OfValue } from '#shared/signing/sm3'
import { edited } from '#platform/demo/edits'
import { hitsOf } from '#platform/demo/hits'
import { readLibrary } from '#platform/demo/library'
import { demoOperators } from '#platform/demo/operators'
import { demoReviews } from '#platform/demo/reviews'
import { demoSites } from '#platform/demo/sites'
import { fullSetting } from './setting'

const sites = demoSites(fullSetting)
const siteById = new Map(sites.map(({ site }) => [site.id, site]))
const reviews = demoReviews(sites, readLibrary(), fullSetting)
const operators = demoOperators(sites[0]?.unit.id ?? '')
const waitingOf = ({ tasks }: (typeof reviews)[number]) => tasks.filter(({ state }) => state === 'waiting')

describe('operators of the demo', () => {
  it('are twelve and hold every role between them', () => {
    expect(operators).toHaveLength(12)
    for (const operator of operators) expect(Value.Check(Operator, operator)).toBe(true)
    const held = operators.flatMap(({ assignments }) => assignments.map(({ role }) => role))
    expect([...new Set(held)].sort()).toEqual([...roles].sort())
  })

  it('keep apart what must be apart: who signs does not inspect, and security is three people', () => {
    const withRole = (role: (typeof roles)[number]) =>
      operators.filter(({ assignments }) => assignments.some((assignment) => assignment.role === role))
    const [signer] = withRole('inspection-signer')
    expect(signer && may(signer, 'inspection.run', null)).toBe(false)
    const security = [...withRole('system-admin'), ...withRole('security-admin'), ...withRole('security-auditor')]
    expect(new Set(security.map(({ id }) => id)).size).toBe(3)
    expect(rightsOf['inspection-signer']).toContain('day.sign')
  })
})

describe('articles under review', () => {
  it('are 500 with two revisions each, waiting at all four stages', () => {
    expect(reviews).toHaveLength(500)
    const stages = reviews.flatMap(waitingOf).map(({ stage }) => stage)
    expect(stages).toHaveLength(500)
    expect(new Set(stages)).toEqual(new Set(['first', 'second', 'final', 'secrecy']))
    for (const { revisions } of reviews) expect(revisions.map(({ number }) => number)).toEqual([1, 2])
  })

  it('are valid and wait in the state of their stage on their newest text', () => {
    for (const review of reviews) {
      const [task] = waitingOf(review)
      const newest = review.revisions[1]
      expect(Value.Check(Article, review.article)).toBe(true)
      expect(review.revisions.every((revision) => Value.Check(Revision, revision))).toBe(true)
      expect(review.tasks.every((each) => Value.Check(ReviewTask, each))).toBe(true)
      expect(review.article.state).toBe(task && stateOf[task.stage])
      expect([review.article.revisionId, task?.revisionId]).toEqual([newest?.id, newest?.id])
      expect(newest?.hash).toBe(newest && sm3OfValue(judgedContent(newest)))
    }
  })

  it('differ from their earlier text without being another text', () => {
    for (const { revisions } of reviews) {
      const [before, after] = revisions.map(({ body }) => body.split('\n\n'))
      const kept = before?.filter((paragraph) => after?.includes(paragraph)).length ?? 0
      expect(before).not.toEqual(after)
      expect(kept).toBeGreaterThan(0)
    }
  })

  it('are written by somebody who may write there and does not decide on them', () => {
    for (const { article, tasks } of reviews) {
      const author = operators.find(({ id }) => id === article.authorId)
      expect(author && may(author, 'article.edit', siteById.get(article.siteId) ?? null)).toBe(true)
      expect(tasks.map(({ decidedBy }) => decidedBy)).not.toContain(article.authorId)
    }
  })

  it('have some that are overdue and some that are not', () => {
    const due = reviews.flatMap(waitingOf).map(({ dueAt }) => Date.parse(dueAt) < fullSetting.now)
    expect(new Set(due)).toEqual(new Set([true, false]))
  })

  it('have hits that the content check found, blocking ones and others, in a tenth or more', () => {
    const found = reviews.map((review) => (operators[0] ? hitsOf(review, operators[0]) : []))
    const hits = found.flat()
    expect(hits.every((hit) => Value.Check(Hit, hit))).toBe(true)
    expect(found.filter((own) => own.length > 0).length).toBeGreaterThan(50)
    expect(new Set(hits.map(({ severity }) => severity)).has('block')).toBe(true)
    const rules = new Set(hits.map(({ rule }) => rule))
    for (const rule of ['mobile', 'id-card', 'secrecy-mark']) expect(rules).toContain(rule)
  })
})

describe('an edit', () => {
  it('changes a text of one paragraph as well', () => {
    const { before, after } = edited('只有一段。', 1)
    expect(after).not.toBe(before)
  })

  it('is the same for the same seed', () => {
    const body = '标题\n\n第一条 应当加强管理。违者处罚。\n\n第二条 有关部门可以检查。\n\n落款'
    expect(edited(body, 7)).toEqual(edited(body, 7))
  })
})

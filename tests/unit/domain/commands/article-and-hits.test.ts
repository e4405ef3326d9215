import { describe, expect, it } from 'vitest'
import type { Hit } from '#shared/contract/hit'
import { rule as revise } from '#shared/domain/commands/article-revise'
import { rule as record } from '#shared/domain/commands/check-record'
import { rule as dispose } from '#shared/domain/commands/hit-dispose'
import { blockingHits } from '#shared/domain/review'
import { aHit, anArticle, anObservedHit, anOperator, aRevision, aSite, aTask, ids, testId } from '#tests/builders'
import { contextOf, refusalOf, saved } from '../decided'

const editor = anOperator(['editor'])
const clean = '各县区人民政府：请按要求落实。'
const leaking = '附件一：机密★10年，请按要求落实。'
const revising = (body: string, over: object = {}, by = editor) =>
  revise.decide(
    { article: anArticle(), site: aSite(), revisions: [aRevision()], tasks: [aTask()], hits: [], ...over },
    {
      articleId: ids.article,
      siteId: ids.site,
      revisionId: testId(70),
      taskId: testId(71),
      title: '关于做好春季防火工作的通知',
      body,
    },
    contextOf(by),
  )

describe('article.revise', () => {
  it('makes the next revision and starts the review again at 初审', () => {
    const article = anArticle({ state: 'final_review' })
    const changes = revising(clean, { article, tasks: [aTask({ stage: 'final' }), aTask({ state: 'approved' })] })
    expect(saved(changes, 'revision')[0]).toMatchObject({ id: testId(70), version: 0, number: 2, madeBy: editor.id })
    expect(saved(changes, 'article')[0]).toMatchObject({ state: 'first_review', revisionId: testId(70) })
    expect(saved(changes, 'reviewTask').map(({ stage, state }) => [stage, state])).toEqual([
      ['final', 'superseded'],
      ['first', 'waiting'],
    ])
  })

  it('gives the text the hash an approval will name', () => {
    expect(saved(revising(clean), 'revision')[0]?.hash).toBe(aRevision().hash)
  })

  it('finds a secrecy mark in the new text at once', () => {
    const changes = revising(leaking)
    const [hit] = saved(changes, 'hit').filter(({ severity }) => severity === 'block')
    expect(hit).toMatchObject({ state: 'open', siteId: ids.site, articleId: ids.article, part: 'body' })
    expect(hit?.subject.hash).toBe(saved(changes, 'revision')[0]?.hash)
  })

  it('lets hits of the text before go, and blocks again when that text comes back', () => {
    const first = saved(revising(leaking), 'hit')
    const fixed = saved(revising(clean, { hits: first }), 'hit')
    expect(fixed.map((hit) => hit.state)).toEqual(first.map(() => 'gone'))
    const back = revising(leaking, { hits: fixed })
    const [revision] = saved(back, 'revision')
    expect(blockingHits(saved(back, 'hit'), revision ?? aRevision({ hash: '' }))).not.toHaveLength(0)
  })

  it('keeps what was decided of a hit when the same text comes again', () => {
    const cleared = saved(revising(leaking), 'hit').map((hit): Hit => ({ ...hit, state: 'cleared' }))
    expect(saved(revising(leaking, { hits: cleared }), 'hit')).toEqual([])
  })

  it('is refused for a published article and for one of another site', () => {
    expect(refusalOf(() => revising(clean, { article: anArticle({ state: 'published' }) }))).toBe('rule')
    expect(refusalOf(() => revising(clean, { article: anArticle({ siteId: testId(72) }) }))).toBe('invalid')
  })
})

const checker = anOperator(['security-admin'])
const articleSubject = { type: 'article', articleId: ids.article, name: '通知', hash: 'a'.repeat(64) } as const
const fileSubject = { type: 'file', articleId: null, name: 'list.xlsx', hash: 'b'.repeat(64) } as const
const recording = (args: object = {}, over: object = {}, by = checker) =>
  record.decide(
    { owner: aSite(), article: anArticle({ state: 'published' }), known: [], ...over },
    { siteId: ids.site, subject: articleSubject, hits: [anObservedHit()], ...args },
    contextOf(by),
  )
const ofFile = { siteId: null, subject: fileSubject }
const noSite = { owner: null, article: null }

describe('check.record', () => {
  it('stores a hit once, however often it was handed in', () => {
    const stored = saved(recording({ hits: [anObservedHit(), anObservedHit()] }), 'hit')
    expect(stored).toEqual([expect.objectContaining({ version: 0, state: 'open', siteId: ids.site })])
    expect(recording({}, { known: stored })).toEqual([])
    const ofTheFile = saved(recording(ofFile, noSite), 'hit')
    expect(ofTheFile).toEqual([expect.objectContaining({ siteId: null, articleId: null })])
    expect(recording(ofFile, { ...noSite, known: ofTheFile })).toEqual([])
  })

  it('tells hits of a reprint apart from those of the same text elsewhere', () => {
    const reprint = { ...articleSubject, articleId: testId(74) }
    const article = anArticle({ id: testId(74), state: 'published' })
    const [one] = saved(recording(), 'hit')
    const [other] = saved(recording({ subject: reprint }, { article }), 'hit')
    expect(other?.subject.hash).toBe(one?.subject.hash)
    expect(other?.id).not.toBe(one?.id)
  })

  it('lets open hits go that are not there any more, and brings them back', () => {
    const known = saved(recording(), 'hit')
    const gone = saved(recording({ hits: [] }, { known }), 'hit')
    expect(gone.map((hit) => hit.state)).toEqual(['gone'])
    expect(saved(recording({}, { known: gone }), 'hit').map((hit) => hit.state)).toEqual(['open'])
    expect(recording({ hits: [] }, { known: known.map((hit) => ({ ...hit, state: 'confirmed' })) })).toEqual([])
  })

  it('leaves hits of a revision and of other files alone', () => {
    expect(recording({ hits: [] }, { known: [aHit()] })).toEqual([])
    const other = aHit({ siteId: null, articleId: null, subject: { ...fileSubject, hash: 'c'.repeat(64) } })
    expect(recording({ ...ofFile, hits: [] }, { ...noSite, known: [other] })).toEqual([])
  })

  it('can not empty the hits of a text under review', () => {
    const subject = { ...aHit().subject }
    expect(refusalOf(() => recording({ subject, hits: [] }, { known: [aHit()] }))).toBe('invalid')
  })

  it.each([
    ['a file with a site', { subject: fileSubject }, {}, 'invalid'],
    ['an article without a site', { siteId: null }, { owner: null }, 'invalid'],
    ['a site that is not there', {}, { owner: null }, 'not-found'],
    ['an article that is not there', {}, { article: null }, 'not-found'],
    ['an article of another site', {}, { article: anArticle({ siteId: testId(72) }) }, 'not-found'],
  ])('is refused for %s', (_, args, over, code) => {
    expect(refusalOf(() => recording(args, over))).toBe(code)
  })

  it('is refused to whoever may not check that site', () => {
    const elsewhere = anOperator([], { assignments: [{ role: 'security-admin', scope: { region: '340200' } }] })
    expect(refusalOf(() => recording({}, {}, elsewhere))).toBe('forbidden')
  })
})

type As = Parameters<typeof dispose.decide>[1]['as']
const disposal = (as: As) => ({
  hitId: ids.hit,
  siteId: ids.site,
  articleId: ids.article,
  seen: aRevision().hash,
  as,
  reason: '已核实为公开内容',
})
const disposing = (as: As, over: object = {}, args: object = {}, by = checker) =>
  dispose.decide(
    { hit: aHit({ severity: 'review' }), owner: aSite(), article: anArticle(), revisions: [aRevision()], ...over },
    { ...disposal(as), ...args },
    contextOf(by),
  )

describe('hit.dispose', () => {
  it.each(['cleared', 'false_positive', 'confirmed'] as const)('decides a hit as %s with the reason', (as) => {
    expect(saved(disposing(as), 'hit')[0]).toMatchObject({
      state: as,
      disposition: { reason: '已核实为公开内容', by: checker.id },
    })
  })

  it('is undone by a disposal that opens it again', () => {
    const before = {
      hit: aHit({ severity: 'review' }),
      owner: aSite(),
      article: anArticle(),
      revisions: [aRevision()],
    }
    const [after] = saved(disposing('cleared'), 'hit')
    const undo = dispose.undo?.(before, disposal('cleared'))
    expect(undo?.type).toBe('hit.dispose')
    expect(saved(disposing('open', { hit: after }, undo?.args), 'hit')[0]).toEqual(before.hit)
  })

  it.each(['cleared', 'false_positive'] as const)('as %s is not for the article’s author', (as) => {
    const article = anArticle({ authorId: checker.id })
    expect(refusalOf(() => disposing(as, { article }))).toBe('rule')
    expect(disposing('confirmed', { article })).toHaveLength(1)
  })

  it('is refused over another text, another place, and without the right there', () => {
    expect(refusalOf(() => disposing('cleared', {}, { seen: 'f'.repeat(64) }))).toBe('conflict')
    expect(refusalOf(() => disposing('cleared', {}, { siteId: null }))).toBe('invalid')
    expect(refusalOf(() => disposing('cleared', {}, { articleId: null }))).toBe('invalid')
    const elsewhere = anOperator([], { assignments: [{ role: 'security-admin', scope: { region: '340200' } }] })
    expect(refusalOf(() => disposing('cleared', {}, {}, elsewhere))).toBe('forbidden')
  })
})

const second = anOperator(['secrecy-reviewer'], { id: testId(80) })
/** A serious hit after the first of two people let it stand. */
const firstCleared = (): Hit => {
  const [hit] = saved(disposing('cleared', { hit: aHit() }), 'hit')
  if (!hit) throw new Error('nothing was decided')
  return hit
}
const stillBlocks = (hits: readonly Hit[]) => blockingHits(hits, aRevision()).length > 0

describe('a serious hit', () => {
  it.each(['cleared', 'false_positive'] as const)('is %s by two people, and blocks until then', (as) => {
    const [once] = saved(disposing(as, { hit: aHit() }), 'hit')
    expect(once).toMatchObject({ state: 'awaiting_second', disposition: { by: checker.id } })
    expect(stillBlocks(once ? [once] : [])).toBe(true)
    const [twice] = saved(disposing(as, { hit: once }, {}, second), 'hit')
    expect(twice).toMatchObject({ state: as, disposition: { by: second.id, first: { by: checker.id } } })
    expect(stillBlocks(twice ? [twice] : [])).toBe(false)
  })

  it('is not cleared twice by the same person, nor by who wrote this text', () => {
    const hit = firstCleared()
    expect(refusalOf(() => disposing('cleared', { hit }))).toBe('rule')
    expect(refusalOf(() => disposing('false_positive', { hit }))).toBe('rule')
    const revisions = [aRevision({ madeBy: second.id })]
    expect(refusalOf(() => disposing('cleared', { hit, revisions }, {}, second))).toBe('rule')
    expect(refusalOf(() => disposing('cleared', { hit: aHit(), revisions }, {}, second))).toBe('rule')
  })

  it('goes back to the first clearance when the second is undone by who gave it, and opens when the first is', () => {
    const parts = { owner: aSite(), article: anArticle(), revisions: [aRevision()] }
    const once = firstCleared()
    const [twice] = saved(disposing('cleared', { hit: once }, {}, second), 'hit')
    const undoSecond = dispose.undo?.({ ...parts, hit: once }, disposal('cleared'))
    const undone = disposing('open', { hit: twice }, undoSecond?.args, second)
    expect(saved(undone, 'hit')).toEqual([once])
    expect(refusalOf(() => disposing('open', { hit: twice }, undoSecond?.args))).toBe('rule')
    const undoFirst = dispose.undo?.({ ...parts, hit: aHit() }, disposal('cleared'))
    expect(saved(disposing('open', { hit: once }, undoFirst?.args), 'hit')).toEqual([aHit()])
  })

  it('may be confirmed while the second is awaited, which is undone to the first clearance', () => {
    const once = firstCleared()
    const [confirmed] = saved(disposing('confirmed', { hit: once }, {}, second), 'hit')
    expect(stillBlocks(confirmed ? [confirmed] : [])).toBe(true)
    expect(saved(disposing('awaiting_second', { hit: confirmed }, {}, second), 'hit')).toEqual([once])
  })

  it('cleared by two is opened, not cleared in one name, when a later decision is undone', () => {
    const parts = { owner: aSite(), article: anArticle(), revisions: [aRevision()] }
    const undo = dispose.undo?.({ ...parts, hit: aHit({ state: 'cleared' }) }, disposal('confirmed'))
    expect(undo?.args).toMatchObject({ as: 'open' })
  })

  it('blocks anew in an edited text, whatever was cleared in the one before', () => {
    const first = saved(revising(leaking), 'hit')
    const cleared = first.map((hit): Hit => ({ ...hit, state: 'cleared' }))
    const changes = revising(`${leaking}又及。`, { hits: cleared })
    const [revision] = saved(changes, 'revision')
    expect(blockingHits([...cleared, ...saved(changes, 'hit')], revision ?? aRevision())).not.toHaveLength(0)
  })

  it('with one clearance goes with its text, and needs two again when that comes back', () => {
    const awaiting = saved(revising(leaking), 'hit').map((hit): Hit => ({
      ...hit,
      state: 'awaiting_second',
      disposition: { reason: '已核实', by: checker.id, at: hit.foundAt },
    }))
    const gone = saved(revising(clean, { hits: awaiting }), 'hit')
    expect(new Set(gone.map(({ state }) => state))).toEqual(new Set(['gone']))
    const back = saved(revising(leaking, { hits: gone }), 'hit')
    expect(new Set(back.map(({ state, disposition }) => `${state} ${disposition}`))).toEqual(new Set(['open null']))
  })
})

import { describe, expect, it } from 'vitest'
import { kindOf, labelOf, reasonOf, setOf, siteIdOf, subjectOf, variantOf } from '#renderer/views/sync/described.ts'

const command = (type: string, args: unknown, subjects: string[] = []) => ({ type, args, subjects })

describe('an unsent command in words', () => {
  it('is about the entity its arguments name, not about the first one it changes', () => {
    const approval = command('review.approve', { articleId: 'a1', stage: 'final' }, ['reviewTask:t1', 'article:a1'])
    expect(subjectOf(approval)).toEqual({ kind: 'article', id: 'a1' })
  })

  it('falls back to what it changes, and to nothing for kinds that are not known', () => {
    expect(subjectOf(command('day.review', {}, ['inspectionDay:d1']))).toEqual({ kind: 'inspectionDay', id: 'd1' })
    expect(subjectOf(command('future.thing', {}, ['thing:1']))).toBeNull()
    expect(subjectOf(command('future.thing', null))).toBeNull()
  })

  it('knows its variant and its reason', () => {
    expect(variantOf({ args: { as: 'false_positive', reason: '网络波动' } })).toEqual({
      set: 'as',
      value: 'false_positive',
    })
    expect(variantOf({ args: { set: {} } })).toBeNull()
    expect(reasonOf({ args: { note: '已整改' } })).toBe('已整改')
    expect(reasonOf({ args: { reason: '' } })).toBeNull()
  })

  it('lists the fields it sets, and none where it sets none', () => {
    expect(setOf({ args: { set: { owner: '顾望舒', updateCycleDays: 14 } } })).toEqual([
      ['owner', '顾望舒'],
      ['updateCycleDays', 14],
    ])
    expect(setOf({ args: { reason: '网络波动' } })).toEqual([])
    expect(setOf({ args: null })).toEqual([])
  })

  it('knows the site that an entity belongs to, where it belongs to one', () => {
    expect(siteIdOf({ id: 'c1', siteId: 's1' })).toBe('s1')
    expect(siteIdOf({ id: 's1', name: '岚川省档案局' })).toBeNull()
  })

  it('tells kinds apart by a field that only one of them has', () => {
    expect(kindOf({ id: '1', title: '公告', stage: 'final' })).toBe('reviewTask')
    expect(kindOf({ id: '1', title: '公告', disclosure: 'active' })).toBe('article')
    expect(kindOf({ id: '1' })).toBeNull()
  })

  it('calls an entity by its title, name or detail', () => {
    expect(labelOf({ id: '1', title: '公告' })).toBe('公告')
    expect(labelOf({ id: '1', detail: '首页不更新' })).toBe('首页不更新')
    expect(labelOf(null)).toBe('')
  })
})

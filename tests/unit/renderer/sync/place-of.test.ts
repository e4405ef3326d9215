import { describe, expect, it } from 'vitest'
import { isJudgement, placeOf } from '#renderer/views/sync/place-of.ts'

describe('where a parked command is done anew', () => {
  it('is the thing acted on, not the site or the article that it belongs to', () => {
    const approval = { taskId: 't1', articleId: 'a1', siteId: 's1', stage: 'final', seen: 'hash' }
    expect(placeOf({ args: approval })).toEqual({ path: '/review', query: { stage: 'final', open: 't1' } })
    expect(placeOf({ args: { columnId: 'c1', siteId: 's1' } })).toEqual({ path: '/columns', query: { open: 'c1' } })
    expect(placeOf({ args: { siteId: 's1', set: {} } })).toEqual({ path: '/sites', query: { open: 's1' } })
  })

  it('is on the day that the command is about', () => {
    expect(placeOf({ args: { findingId: 'f1', siteId: 's1', day: '2026-11-23' } })).toEqual({
      path: '/inspection',
      query: { tab: 'findings', day: '2026-11-23', open: 'f1' },
    })
    expect(placeOf({ args: { day: '2026-11-23', remark: '' } })).toEqual({
      path: '/inspection',
      query: { tab: 'log', day: '2026-11-23' },
    })
  })

  it('is nowhere for what has no place of its own', () => {
    expect(placeOf({ args: { keyId: 'k1', operatorId: 'o1' } })).toBeNull()
    expect(placeOf({ args: null })).toBeNull()
  })
})

describe('a judgement', () => {
  it('is what names the content that was seen', () => {
    expect(isJudgement({ args: { taskId: 't1', seen: 'hash' } })).toBe(true)
    expect(isJudgement({ args: { siteId: 's1', set: {} } })).toBe(false)
  })
})

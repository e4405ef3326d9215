import { describe, expect, it } from 'vitest'
import { followDay, type Reach, type SeenDay, type Standing } from '#shared/domain/finding-changes'
import { precisionOf, verdictOf } from '#shared/domain/precision'

const whole: Reach = { depth: 2, indicators: new Set(['D20', 'V2', 'D4']) }
const site = 'site'
/** A day's identities on the site; `looks` empty where it was not looked at whole. */
const seen = (day: string, identities: readonly string[], looks: readonly Reach[] = [whole]): SeenDay => ({
  day,
  looks: new Map(looks.length > 0 ? [[site, looks]] : []),
  faults: new Map(
    identities.length > 0 ? [[site, identities.map((identity) => ({ identity, indicator: 'D20' }))]] : [],
  ),
})
const follow = (days: readonly SeenDay[]) => {
  let standing: Standing = new Map()
  let last = followDay(standing, seen('', []))
  for (const day of days) {
    last = followDay(standing, day)
    standing = last.after
  }
  const names = (list: readonly { identity: string }[]) => list.map(({ identity }) => identity).join()
  return {
    ...last,
    names: { fresh: names(last.fresh), still: names(last.still), gone: names(last.gone), unseen: names(last.unseen) },
  }
}

describe('what a day changed', () => {
  it('is new what no day before had, still what was there, gone what is not any more', () => {
    const { names } = follow([seen('03-01', ['a', 'b']), seen('03-02', ['b', 'c'])])
    expect(names).toEqual({ fresh: 'c', still: 'b', gone: 'a', unseen: '' })
  })

  it('counts the days on which a fault was seen, from the first of them', () => {
    const { still } = follow([seen('03-01', ['a']), seen('03-02', ['a']), seen('03-03', [], []), seen('03-04', ['a'])])
    expect(still).toMatchObject([{ since: '03-01', days: 3, lastSeen: '03-04' }])
  })

  it('begins anew with a fault that was gone in between', () => {
    const { fresh } = follow([seen('03-01', ['a']), seen('03-02', []), seen('03-03', ['a'])])
    expect(fresh).toMatchObject([{ identity: 'a', since: '03-03', days: 1 }])
  })

  it('says of a site that was not looked at, or not whole, that its faults were not seen', () => {
    const { names, after } = follow([seen('03-01', ['a']), seen('03-02', [], [])])
    expect(names).toEqual({ fresh: '', still: '', gone: '', unseen: 'a' })
    expect(after.get(site)?.get('a')?.lastSeen).toBe('03-01')
  })

  it('tells what is gone by the last whole look, however long ago that was', () => {
    expect(follow([seen('03-01', ['a']), seen('03-02', [], []), seen('03-03', [])]).names.gone).toBe('a')
  })

  it('takes up what an unwhole look saw, as that a site was down', () => {
    const down = seen('03-02', ['down'], [])
    expect(follow([seen('03-01', ['a']), down]).names).toEqual({ fresh: 'down', still: '', gone: '', unseen: 'a' })
    expect(follow([seen('03-01', ['a']), down, seen('03-03', ['a'])]).names).toEqual({
      fresh: '',
      still: 'a',
      gone: 'down',
      unseen: '',
    })
  })

  it.each([
    ['shallower', { ...whole, depth: 1 }],
    ['without the indicator', { ...whole, indicators: new Set(['V2']) }],
  ])('lets no look that is %s say that a fault is gone', (_, reach) => {
    expect(follow([seen('03-01', ['a']), seen('03-02', [], [reach])]).names).toMatchObject({ gone: '', unseen: 'a' })
  })

  it('takes a plan that is no longer known for whole', () => {
    const unknown = { depth: 9, indicators: null }
    expect(follow([seen('03-01', ['a']), seen('03-02', [], [unknown])]).names.gone).toBe('a')
  })

  it('forgets a site on which nothing stands', () => {
    expect(follow([seen('03-01', ['a']), seen('03-02', [])]).after.size).toBe(0)
  })
})

describe('the precision of an indicator', () => {
  it.each([
    ['open', null, null],
    ['duplicate', null, null],
    ['confirmed', null, 'confirmed'],
    ['closed', null, 'confirmed'],
    ['false_positive', null, 'falseAlarms'],
    ['false_positive', 'an exemption', null],
  ] as const)('counts %s by %s as %s', (state, exemptionId, verdict) => {
    expect(verdictOf({ state, exemptionId })).toBe(verdict)
  })

  it('is the share that was right, and unknown where nothing was judged', () => {
    expect(precisionOf({ confirmed: 3, falseAlarms: 1 })).toBe(0.75)
    expect(precisionOf({ confirmed: 0, falseAlarms: 0 })).toBeNull()
  })
})

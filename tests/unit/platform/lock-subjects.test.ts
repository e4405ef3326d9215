import { describe, expect, it } from 'vitest'
import { guarded, looked, lookedEach, many, taken } from '#shared/domain/command-rule'
import { locksFor } from '#platform/commands/lock-subjects'
import { ids, testId } from '#tests/builders'

const site = ids.site

describe('the locks of a command', () => {
  it('are shared for what it only looks at, and its own for what it may change or counts', () => {
    const shared = (reads: Parameters<typeof locksFor>[0]) => locksFor(reads).map(([, isShared]) => isShared)
    expect(shared({ site: looked('site', site) })).toEqual([true])
    expect(shared({ sites: lookedEach('site', [site]) })).toEqual([true])
    expect(shared({ site: taken('site', site) })).toEqual([false])
    expect(shared({ site: guarded('site', site) })).toEqual([false])
    expect(shared({ hits: many('hit', 'articleId', ids.article) })).toEqual([false])
  })

  it('are its own where it looks at what it also changes, in whatever order it says so', () => {
    const [one, other] = [looked('site', site), guarded('site', site)]
    expect(locksFor({ one, other })).toEqual(locksFor({ other }))
    expect(locksFor({ other, one })).toEqual(locksFor({ other }))
  })

  it('come in one order for all, each once', () => {
    const all = Array.from({ length: 2_000 }, (_, n) => testId(n))
    const stripes = locksFor({ all: lookedEach('site', all) }).map(([stripe]) => stripe)
    expect(stripes).toEqual([...new Set(stripes)].sort((a, b) => a - b))
    expect(stripes.length).toBeLessThanOrEqual(512)
  })
})

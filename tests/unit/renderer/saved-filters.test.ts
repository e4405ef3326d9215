import { describe, expect, it } from 'vitest'
import { wordsOf } from '#renderer/components/saved-filters.ts'
import type { FilterDefinition } from '#renderer/filters.ts'

const definitions: readonly FilterDefinition[] = [
  {
    name: 'state',
    label: '状态',
    options: [
      { value: 'open', label: '待处置' },
      { value: 'confirmed', label: '已确认' },
    ],
  },
  { name: 'region', label: '区划', options: [] },
]

describe('what saved filters are called', () => {
  it('says them in the words of the chips, the search first', () => {
    expect(wordsOf({ state: 'open,confirmed', q: '首页' }, definitions)).toBe('首页 · 状态 待处置、已确认')
  })
  it('says a value itself where the list no longer offers it', () => {
    expect(wordsOf({ region: '680100' }, definitions)).toBe('区划 680100')
  })
  it('leaves out filters that the list no longer has', () => {
    expect(wordsOf({ gone: 'x', state: 'open' }, definitions)).toBe('状态 待处置')
  })
})

import { describe, expect, it } from 'vitest'
import { bothSides, fieldDifferences } from '#renderer/views/sync/field-differences.ts'

const fields = (mine: object, theirs: object) => fieldDifferences({ ...mine }, { ...theirs }).map(({ field }) => field)

describe('my version beside the platform’s', () => {
  it('names the fields that differ and leaves out what says nothing to a person', () => {
    const mine = { id: '1', version: 3, changedAt: 'a', hash: 'x', state: 'approved', title: '标题' }
    expect(fields(mine, { ...mine, version: 5, changedAt: 'b', hash: 'y', state: 'returned' })).toEqual(['state'])
  })

  it('compares by content, not by identity', () => {
    expect(fields({ notes: [{ text: '一' }] }, { notes: [{ text: '一' }] })).toEqual([])
  })

  it('sees a field that stands on one side only', () => {
    expect(fields({ comment: '同意' }, {})).toEqual(['comment'])
    expect(fields({}, { comment: null })).toEqual([])
  })

  it('compares longer texts word by word: what is mine is added, what is the platform’s removed', () => {
    const [difference] = fieldDifferences({ title: '关于印发实施办法的通知' }, { title: '关于印发实施细则的通知' })
    expect(difference?.words).toEqual([
      { kind: 'same', text: '关于印发实施' },
      { kind: 'removed', text: '细则' },
      { kind: 'added', text: '办法' },
      { kind: 'same', text: '的通知' },
    ])
  })

  it('does not take codes and times for texts', () => {
    const [difference] = fieldDifferences({ seen: 'a'.repeat(64) }, { seen: 'b'.repeat(64) })
    expect(difference?.words).toBeNull()
  })
})

describe('pairing both sides', () => {
  const task = { id: 't', state: 'approved' }
  const article = { id: 'a', state: 'published' }

  it('shows only what is in dispute where the platform sent its side', () => {
    const pairs = bothSides([task, article], [{ id: 't', state: 'returned' }])
    expect(pairs.map(({ id }) => id)).toEqual(['t'])
  })

  it('leaves out what is equal on both sides', () => {
    expect(bothSides([task], [task])).toEqual([])
  })

  it('shows everything of mine where the platform sent nothing, and what only the platform has', () => {
    expect(bothSides([task, article], [])).toHaveLength(2)
    expect(bothSides([], [task])).toEqual([{ id: 't', mine: null, theirs: task, differences: [] }])
  })

  it('passes over what is no entity', () => {
    expect(bothSides([null, 'x'], [undefined])).toEqual([])
  })
})

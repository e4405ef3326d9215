import { describe, expect, it, vi } from 'vitest'
import { hearing, matchOf, nameOf, startsSequence, type Shortcut } from '#renderer/shortcuts.ts'
import { keyCaps } from '#renderer/shell/key-caps.ts'

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})
const shortcut = (keys: string, more: Partial<Shortcut> = {}): Shortcut => ({
  keys,
  label: keys,
  run: vi.fn(),
  ...more,
})

describe('the name of a key press', () => {
  it.each([
    [press('j'), 'j'],
    [press('J', { shiftKey: true }), 'Shift+j'],
    [press('k', { ctrlKey: true }), 'Mod+k'],
    [press('k', { metaKey: true }), 'Mod+k'],
    [press('?', { shiftKey: true }), '?'],
    [press(' '), 'Space'],
    [press('ArrowDown', { shiftKey: true }), 'Shift+ArrowDown'],
    [press('J'), 'j'],
  ])('of %o is %s', (event, name) => expect(nameOf(event)).toBe(name))
})

describe('what a key press means', () => {
  it('finds any of several keys for one deed', () => {
    const next = shortcut('j | ArrowDown')
    expect(matchOf([next], 'ArrowDown', null)).toBe(next)
  })

  it('prefers the second key of a sequence over the key alone', () => {
    const [search, sites] = [shortcut('s'), shortcut('g s')]
    expect(matchOf([search, sites], 's', 'g')).toBe(sites)
    expect(matchOf([search, sites], 's', null)).toBe(search)
    expect(startsSequence([search, sites], 'g')).toBe(true)
  })

  it('passes over what is switched off', () => {
    const [off, on] = [shortcut('a', { when: () => false }), shortcut('a')]
    expect(matchOf([off, on], 'a', null)).toBe(on)
  })
})

it('lets a dialog hold back the keys of what lies under it', () => {
  const view = { shortcuts: [shortcut('j')], modal: false }
  const dialog = { shortcuts: [shortcut('Escape')], modal: true }
  expect(hearing([view, dialog])).toEqual([dialog])
  expect(hearing([view])).toEqual([view])
})

it('writes keys as they stand on the key caps', () => {
  expect(keyCaps('Mod+k')).toEqual(['Ctrl K'])
  expect(keyCaps('j | ArrowDown')).toEqual(['J', '↓'])
  expect(keyCaps('g s')).toEqual(['G → S'])
})

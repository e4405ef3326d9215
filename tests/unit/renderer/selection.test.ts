import { describe, expect, it } from 'vitest'
import { clearSelections, createSelection, useSelection } from '#renderer/selection.ts'

describe('a selection', () => {
  it('keeps the order in which rows were chosen', () => {
    const selection = createSelection()
    selection.add(['c', 'a'])
    selection.toggle('b')
    expect(selection.ids.value).toEqual(['c', 'a', 'b'])
  })

  it('counts a row once however often it is added', () => {
    const selection = createSelection()
    selection.add(['a', 'b'])
    selection.add(['b', 'c'])
    expect(selection.size.value).toBe(3)
  })

  it('adds what is missing first and takes all away only when all were chosen', () => {
    const selection = createSelection()
    selection.add(['a'])
    selection.toggleAll(['a', 'b'])
    expect(selection.ids.value).toEqual(['a', 'b'])
    selection.toggleAll(['a', 'b'])
    expect(selection.size.value).toBe(0)
  })

  it('is the same for everybody who asks by its name, until somebody else signs in', () => {
    useSelection('sites').add(['a'])
    expect(useSelection('sites').has('a')).toBe(true)
    clearSelections()
    expect(useSelection('sites').size.value).toBe(0)
  })
})

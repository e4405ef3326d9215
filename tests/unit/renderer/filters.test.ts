import { expect, it } from 'vitest'
import { chosenFrom, queryOf } from '#renderer/filters.ts'

it('carries filters in the address and reads the same ones back', () => {
  const chosen = { state: ['running', 'closing'], level: [] }
  expect(queryOf('教育', chosen)).toEqual({ q: '教育', state: 'running,closing' })
  expect(chosenFrom(queryOf('教育', chosen), ['state', 'level'])).toEqual({ state: ['running', 'closing'] })
})

it('ignores what an address says about filters the view does not have', () => {
  expect(chosenFrom({ open: 'x', state: 'running' }, ['state'])).toEqual({ state: ['running'] })
})

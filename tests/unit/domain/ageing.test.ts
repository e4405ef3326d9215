import { Value } from '@sinclair/typebox/value'
import { describe, expect, it } from 'vitest'
import { entityKinds } from '#shared/contract/entity'
import { KeptFrom } from '#shared/contract/kept-from'
import { ageing, ageingKinds, monthsBefore, readCuts, writeCuts } from '#shared/domain/ageing'

describe('the rule of ageing', () => {
  it('dates every kind by a field that it has, and judges states only where there are some', () => {
    for (const kind of ageingKinds) {
      const fields = entityKinds[kind].schema.properties
      expect(fields).toHaveProperty(ageing[kind]?.by ?? '')
      if (ageing[kind]?.over) expect(fields).toHaveProperty('state')
    }
  })

  it('never lets go of what the registry, the plans or the inspected days say', () => {
    for (const kind of ['site', 'column', 'article', 'operator', 'unit', 'region', 'inspectionPlan', 'inspectionDay'])
      expect(ageingKinds).not.toContain(kind)
  })
})

describe('cuts as text', () => {
  it('say the same when they are read back', () => {
    const cuts = { finding: '2026-05-23', hit: '2026-01-02' }
    expect(readCuts(writeCuts(cuts))).toEqual(cuts)
    expect(Value.Check(KeptFrom, writeCuts(cuts))).toBe(true)
  })

  it('are empty where everything is kept', () => {
    expect(writeCuts({})).toBe('')
    expect(readCuts('')).toEqual({})
    expect(readCuts(undefined)).toEqual({})
    expect(Value.Check(KeptFrom, '')).toBe(true)
  })

  it('leave out kinds that never age, whoever names them', () => {
    expect(readCuts('site.2026-01-01,finding.2026-01-01')).toEqual({ finding: '2026-01-01' })
  })

  it.each(['finding', 'finding.2026', "finding.2026-01-01'", 'a.2026-01-01;b.2026-01-01', 'a.2026-01-01,'])(
    'are refused when they are not pairs of kind and day: %s',
    (text) => expect(Value.Check(KeptFrom, text)).toBe(false),
  )
})

it('counts months back from the province’s day', () => {
  expect(monthsBefore('2026-06-30T17:00:00.000Z', 1)).toBe('2026-06-01')
  expect(monthsBefore('2026-06-30T15:00:00.000Z', 1)).toBe('2026-05-31')
})

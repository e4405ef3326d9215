import { Value } from '@sinclair/typebox/value'
import { describe, expect, it } from 'vitest'
import { OfflineRule } from '#shared/contract/offline'
import { ownSites, ownStages, usualOfflineRule } from '#shared/domain/offline-set'
import { anOperator, ids } from '#tests/builders'

describe('my sites', () => {
  it('are those that my duties name, by region or one by one', () => {
    const operator = anOperator([], {
      assignments: [
        { role: 'editor', scope: { region: '680100' } },
        { role: 'site-admin', scope: { sites: [ids.site] } },
        { role: 'first-reviewer', scope: { region: '680100' } },
      ],
    })
    expect(ownSites(operator)).toEqual({ regions: ['6801'], sites: [ids.site] })
  })

  it('are none for whoever answers for the whole province', () => {
    expect(ownSites(anOperator(['province-admin']))).toEqual({ regions: [], sites: [] })
  })
})

it('my queue has the stages that I may decide', () => {
  expect(ownStages(anOperator(['first-reviewer', 'final-reviewer']))).toEqual(['first', 'final'])
  expect(ownStages(anOperator(['inspector']))).toEqual([])
})

it('the usual rule is a rule', () => {
  expect(Value.Check(OfflineRule, usualOfflineRule)).toBe(true)
})

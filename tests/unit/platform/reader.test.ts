import { describe, expect, it } from 'vitest'
import type { Assignment, Operator } from '#shared/contract/operator'
import { fingerprintOf, readerOf } from '#platform/feed/reader'
import { visibleKinds } from '#platform/feed/visibility'

const id = '00000000-0000-7000-8000-000000000001'
const operator = (...assignments: Assignment[]): Operator => ({
  id,
  version: 1,
  login: 'x',
  name: '张三',
  unitId: id,
  assignments,
})

describe('what an operator may read', () => {
  it('is what all assignments cover together', () => {
    const reader = readerOf(
      operator({ role: 'editor', scope: { region: '340100' } }, { role: 'inspector', scope: { sites: [id] } }),
    )
    expect(reader.sites).toEqual({ province: false, regions: ['3401'], sites: [id] })
  })

  it('counts only roles that may see hits where hits are concerned', () => {
    const reader = readerOf(
      operator({ role: 'inspector', scope: { province: true } }, { role: 'editor', scope: { region: '340100' } }),
    )
    expect(reader.sites.province).toBe(true)
    expect(reader.hits).toEqual({ province: false, regions: ['3401'], sites: [] })
  })

  it('is only what everybody may read without any assignment', () => {
    expect(visibleKinds(readerOf(operator()))).not.toContain('site')
    expect(visibleKinds(readerOf(operator()))).toContain('region')
  })

  it('has a fingerprint that follows scopes, not their order', () => {
    const [one, other]: Assignment[] = [
      { role: 'editor', scope: { region: '340100' } },
      { role: 'editor', scope: { region: '340200' } },
    ]
    const print = (...assignments: (Assignment | undefined)[]) =>
      fingerprintOf(readerOf(operator(...assignments.filter((each) => each !== undefined))))
    expect(print(one, other)).toBe(print(other, one))
    expect(print(one)).not.toBe(print(one, other))
  })
})

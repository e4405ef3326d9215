import { describe, expect, it } from 'vitest'
import { roles, type Operator, type Role } from '#shared/contract/operator'
import { rights, type Right } from '#shared/contract/right'
import { assertMay, covers, heldRights, may, mayAnywhere, regionPrefix, rightsOf } from '#shared/domain/permissions'
import { anOperator, aSite, ids, testId } from '#tests/builders'
import { refusalOf } from './decided'

const holders: Record<Right, Role[]> = {
  'site.edit': ['province-admin', 'site-admin'],
  'site.request': ['province-admin', 'site-admin'],
  'site.decide': ['province-admin'],
  'column.change': ['province-admin', 'site-admin'],
  'article.edit': ['site-admin', 'editor'],
  'review.first': ['first-reviewer'],
  'review.second': ['second-reviewer'],
  'review.final': ['final-reviewer'],
  'review.secrecy': ['secrecy-reviewer'],
  'plan.edit': ['province-admin', 'system-admin'],
  'inspection.run': ['inspector'],
  'finding.dispose': ['inspector'],
  'order.issue': ['province-admin', 'inspector'],
  'order.report': ['site-admin'],
  'order.verify': ['province-admin', 'inspector'],
  'day.review': ['inspector'],
  'day.sign': ['inspection-signer'],
  'check.run': [
    'province-admin',
    'site-admin',
    'first-reviewer',
    'second-reviewer',
    'final-reviewer',
    'secrecy-reviewer',
    'security-admin',
  ],
  'hit.read': [
    'province-admin',
    'site-admin',
    'editor',
    'first-reviewer',
    'second-reviewer',
    'final-reviewer',
    'secrecy-reviewer',
    'security-admin',
    'security-auditor',
  ],
  'hit.dispose': ['final-reviewer', 'secrecy-reviewer', 'security-admin'],
  'key.register': ['inspector', 'inspection-signer'],
}

describe('rights', () => {
  it.each(rights)('%s is carried by exactly its roles', (right) => {
    expect(roles.filter((role) => rightsOf[role].includes(right))).toEqual(holders[right])
  })

  it('of an inspector and of a signer never meet in one role', () => {
    for (const role of roles)
      expect(['inspection.run', 'day.sign'].every((right) => rightsOf[role].includes(right as Right))).toBe(false)
  })

  it('of an operator are those of all the roles, each once', () => {
    const held = heldRights(anOperator(['inspector', 'inspection-signer']))
    expect(held).toContain('day.sign')
    expect(new Set(held).size).toBe(held.length)
    expect(heldRights(anOperator())).toEqual([])
  })
})

describe('a scope', () => {
  const site = aSite({ regionCode: '340123' })

  it.each([
    ['340000', '34'],
    ['340100', '3401'],
    ['341000', '3410'],
    ['340123', '340123'],
    ['100000', '10'],
  ])('of region %s reaches all codes below %s', (code, prefix) => {
    expect(regionPrefix(code)).toBe(prefix)
  })

  it.each([
    [{ province: true } as const, true, true],
    [{ region: '340000' }, true, false],
    [{ region: '340100' }, true, false],
    [{ region: '340123' }, true, false],
    [{ region: '340124' }, false, false],
    [{ region: '340200' }, false, false],
    [{ sites: [ids.site] }, true, false],
    [{ sites: [testId(99)] }, false, false],
    [{ sites: [] }, false, false],
  ])('%j covers the county site: %s, the province as a whole: %s', (scope, ofSite, ofProvince) => {
    expect(covers(scope, site)).toBe(ofSite)
    expect(covers(scope, null)).toBe(ofProvince)
  })

  it('counts only with its own role', () => {
    const operator = anOperator([], {
      assignments: [
        { role: 'editor', scope: { sites: [ids.site] } },
        { role: 'first-reviewer', scope: { sites: [testId(99)] } },
      ],
    })
    expect(may(operator, 'article.edit', site)).toBe(true)
    expect(may(operator, 'review.first', site)).toBe(false)
    expect(mayAnywhere(operator, 'review.first')).toBe(true)
    expect(refusalOf(() => assertMay(operator, 'review.first', site))).toBe('forbidden')
  })

  it('gives nothing to a role this build does not know', () => {
    const newer = JSON.parse('{"role":"data-steward","scope":{"province":true}}') as Operator['assignments'][number]
    const operator = anOperator([], { assignments: [newer] })
    expect(may(operator, 'site.edit', null)).toBe(false)
    expect(heldRights(operator)).toEqual([])
  })
})

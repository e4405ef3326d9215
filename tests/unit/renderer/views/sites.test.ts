import { describe, expect, it } from 'vitest'
import type { Assignment, Operator } from '#shared/contract/operator'
import type { Site } from '#shared/contract/site'
import type { SiteRequest } from '#shared/contract/site-request'
import { approvalSteps } from '#shared/domain/site-states'
import { decisionOf, windowFault } from '#renderer/views/sites/lifecycle.ts'
import { changesOf, faultOf, registryOf } from '#renderer/views/sites/site-edit.ts'

const site: Site = {
  id: 'site',
  version: 1,
  name: '明河县人民政府',
  responsible: '周文',
  keeper: '李青',
  phone: '',
  icp: null,
  policeFiling: null,
  code: '6801230001',
  domain: 'mh.gov.example',
  url: 'http://mh.gov.example/',
  level: 'county',
  type: 'portal',
  unitId: 'unit',
  regionCode: '680123',
  state: 'running',
  launchedOn: '2015-05-01',
  securityGrade: 2,
  offlineUntil: null,
}

describe('the registry form', () => {
  it('sends only what was changed, and nothing for an emptied number that was never there', () => {
    expect(changesOf(site, { ...registryOf(site), keeper: ' 赵明 ', icp: ' ' })).toEqual({ keeper: '赵明' })
  })

  it('takes a number away when its field is emptied', () => {
    const filed = { ...site, icp: '皖ICP备12345678号-1' }
    expect(changesOf(filed, { ...registryOf(filed), icp: '' })).toEqual({ icp: null })
  })

  it('shows the words of the rule beside a number of the wrong form', () => {
    expect(faultOf('icp', '皖备123')).toMatch(/ICP 备案号格式不符/)
    expect(faultOf('icp', '皖ICP备12345678号')).toBeUndefined()
    expect(faultOf('responsible', '周')).toBe('short')
  })
})

const operator = (id: string, ...assignments: Assignment[]): Operator => ({
  id,
  version: 1,
  login: id,
  name: id,
  unitId: 'unit',
  assignments,
})
const request: SiteRequest = {
  id: 'request',
  version: 1,
  siteId: site.id,
  action: 'temporary_offline',
  reason: '机房搬迁',
  from: '2026-11-23',
  to: '2026-11-25',
  state: 'submitted',
  submittedBy: 'author',
  submittedAt: '2026-11-23T01:00:00.000Z',
  steps: approvalSteps('county'),
}
const cityAdmin = operator('city', { role: 'province-admin', scope: { region: '680100' } })
const provinceAdmin = operator('province', { role: 'province-admin', scope: { province: true } })

describe('who is offered to decide on a request', () => {
  it('offers the open step to whoever covers the site', () => {
    expect(decisionOf(request, site, { operator: cityAdmin })).toBe('may')
  })

  it('keeps the province’s own step for the province', () => {
    const [city, province] = request.steps
    const half = { ...request, steps: [{ ...city, decision: 'approve' }, province] } as SiteRequest
    expect(decisionOf(half, site, { operator: cityAdmin })).toBe('others')
    expect(decisionOf(half, site, { operator: provinceAdmin })).toBe('may')
  })

  it('never offers the second step to whoever decided the first', () => {
    const [city, province] = request.steps
    const half = { ...request, steps: [{ ...city, decision: 'approve', by: 'province' }, province] } as SiteRequest
    expect(decisionOf(half, site, { operator: provinceAdmin })).toBe('twice')
  })

  it('never offers a request to the one who made it, nor one that is settled', () => {
    expect(decisionOf({ ...request, submittedBy: 'province' }, site, { operator: provinceAdmin })).toBe('own')
    expect(decisionOf({ ...request, state: 'approved' }, site, { operator: provinceAdmin })).toBe('settled')
  })
})

it('says before a request is sent what the rules have against its window', () => {
  expect(windowFault('2026-11-23', '2026-12-22', '2026-11-23', [])).toBeUndefined()
  expect(windowFault('2026-11-23', '2026-12-23', '2026-11-23', [])?.message).toMatch(/1 至 30 天/)
  expect(windowFault('2026-11-24', '2026-11-25', '2026-11-23', [request])?.message).toMatch(/每年不超过一次/)
})

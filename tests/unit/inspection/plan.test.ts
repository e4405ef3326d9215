import { readPlanFile } from '#shared/inspection/plan-file'
import { assertPlan, defaultPlan, mergePlan } from '#shared/inspection/plan'
import { presetPlan, presets } from '#shared/inspection/presets'
import { indicators } from '#shared/inspection/indicators'
import { describe, expect, it } from 'vitest'

describe('the default plan', () => {
  it('fits its own schema and names a source for every indicator there is', () => {
    expect(assertPlan(defaultPlan)).toBe(defaultPlan)
    expect(indicators.map(({ id }) => id).filter((id) => !defaultPlan.indicators[id]?.source)).toEqual([])
  })
})

describe('a partial plan', () => {
  it('changes only what it says', () => {
    const plan = mergePlan({ indicators: { V3: { thresholds: { days: 7 } } }, hosts: { 'a.test': '127.0.0.1:80' } })
    expect(plan.indicators['V3']).toEqual({ ...defaultPlan.indicators['V3'], thresholds: { days: 7 } })
    expect(plan.indicators['V2']).toEqual(defaultPlan.indicators['V2'])
    expect(plan.hosts).toEqual({ 'a.test': '127.0.0.1:80' })
  })

  it('replaces the scope as a whole', () => {
    const siteIds = ['01890000-0000-7000-8000-000000000001']
    expect(mergePlan({ scope: { siteIds } }).scope).toEqual({ siteIds })
  })

  it.each<[unknown, string]>([
    [{ perHost: { parallel: 0 } }, 'perHost.parallel'],
    [{ perHost: { parallel: 'many' } }, 'perHost.parallel'],
    [{ timeoutSecond: 5 }, 'timeoutSecond'],
    [{ hosts: { 'a.test': 'nowhere' } }, 'hosts.a.test'],
    [{ indicators: { V3: { thresholds: { days: 0 } } } }, 'indicators.V3.thresholds.days'],
    [{ indicators: { V3: { enabled: 'yes' } } }, 'indicators.V3.enabled'],
    [{ indicators: { G10: { thresholds: { format: '(' } } } }, 'indicators.G10.thresholds.format'],
    [
      { columnClasses: [{ label: 'x', match: '[', anyType: false, days: 1, indicator: 'D4', source: 's' }] },
      'columnClasses.0.match',
    ],
    [{ scope: {} }, 'scope'],
  ])('is refused when it says %j, naming the field', (partial, field) => {
    expect(() => mergePlan(partial)).toThrow(
      expect.objectContaining({ code: 'invalid', message: expect.stringContaining(`字段 ${field} `) }),
    )
  })
})

describe('local presets', () => {
  it('are data that fit the plan, each with its source', () => {
    expect([...presets.keys()]).toEqual(expect.arrayContaining(['fujian', 'baoding', 'xinglongtai']))
    for (const [name, { source }] of presets) {
      expect(source).toBeTruthy()
      expect(assertPlan(presetPlan(name))).toBeTruthy()
    }
  })

  it('carry what a place asks for beyond the national rules', () => {
    expect(presets.get('fujian')).toMatchObject({ sample: { every: 'month', ratio: 0.35 }, repostingHours: 8 })
    expect(presets.get('baoding')).toMatchObject({ times: ['08:30', '14:30'], holidayTimes: ['08:30'] })
    expect(presetPlan('xinglongtai').indicators['V3']?.thresholds).toEqual({ days: 7 })
  })

  it('are what a plan file may start from', () => {
    const { plan } = readPlanFile(JSON.stringify({ preset: 'xinglongtai', depth: 1 }))
    expect(plan).toMatchObject({ name: '兴隆台每日巡查', depth: 1 })
    expect(() => readPlanFile('{"preset":"nowhere"}')).toThrow('没有名为 nowhere 的地方方案')
    expect(() => readPlanFile('{"preset":1}')).toThrow('preset')
  })
})

describe('a plan file', () => {
  it('may carry the registry entries of sites', () => {
    const sites = [{ url: 'http://a.test/', code: '9901210001' }]
    expect(readPlanFile(JSON.stringify({ depth: 1, sites }))).toMatchObject({ plan: { depth: 1 }, sites })
  })

  it.each([
    ['{', '不是有效的 JSON'],
    ['[]', '应为一个 JSON 对象'],
    ['{"sites":[{"code":"1"}]}', 'sites.0.url'],
  ])('that reads %s is refused', (text, message) => {
    expect(() => readPlanFile(text)).toThrow(message)
  })
})

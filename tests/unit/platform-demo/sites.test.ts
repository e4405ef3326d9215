import { Value } from '@sinclair/typebox/value'
import { describe, expect, it } from 'vitest'
import { Region } from '#shared/contract/region'
import { Site } from '#shared/contract/site'
import { Unit } from '#shared/contract/unit'
import { assertFilingNumbers, icpPattern, policeFilingPattern } from '#shared/domain/filing-numbers'
import { demoDefects } from '#platform/demo/defects'
import { demoRegions } from '#platform/demo/regions'
import { demoSites } from '#platform/demo/sites'
import { fullSetting, smallSetting } from './setting'

const sites = demoSites(fullSetting)
const distinct = <T>(values: readonly T[]) => new Set(values).size

describe('regions of the demo province', () => {
  const ofLevel = (level: string) => demoRegions.filter(({ region }) => region.level === level)

  it('are a province with 16 cities and 105 counties', () => {
    expect([ofLevel('province').length, ofLevel('city').length, ofLevel('county').length]).toEqual([1, 16, 105])
  })

  it('have codes of their own under a province code that belongs to nobody', () => {
    expect(distinct(demoRegions.map(({ region }) => region.code))).toBe(122)
    for (const { region } of demoRegions) {
      expect(Value.Check(Region, region)).toBe(true)
      expect(region.code).toMatch(/^68/)
    }
  })

  it('lie in the region whose code they begin with', () => {
    const codes = new Set(demoRegions.map(({ region }) => region.code))
    for (const { region } of ofLevel('county')) {
      expect(codes.has(region.parentCode ?? '')).toBe(true)
      expect(region.parentCode?.slice(0, 4)).toBe(region.code.slice(0, 4))
    }
  })

  it('bear names and address letters that none of the others bears', () => {
    expect(distinct(demoRegions.map(({ region }) => region.name))).toBe(122)
    expect(distinct(demoRegions.map(({ pinyin }) => pinyin))).toBe(122)
  })
})

describe('sites of the demo province', () => {
  it('number 970, each with its own unit, code and domain', () => {
    expect(sites).toHaveLength(970)
    expect(distinct(sites.map(({ site }) => site.id))).toBe(970)
    expect(distinct(sites.map(({ site }) => site.code))).toBe(970)
    expect(distinct(sites.map(({ site }) => site.domain))).toBe(970)
    expect(distinct(sites.map(({ unit }) => unit.id))).toBe(970)
  })

  it('are valid entries of the registry with filing numbers in form', () => {
    for (const { site, unit } of sites) {
      expect(Value.Check(Site, site)).toBe(true)
      expect(Value.Check(Unit, unit)).toBe(true)
      expect(site.icp).toMatch(icpPattern)
      expect(site.policeFiling).toMatch(policeFilingPattern)
      expect(() => assertFilingNumbers(site)).not.toThrow()
    }
  })

  it('have codes that begin with the region of their owner', () => {
    for (const { site, unit } of sites)
      expect([site.code.slice(0, 6), unit.regionCode]).toEqual([site.regionCode, site.regionCode])
  })

  it('stand under a reserved name, so that no real host is ever asked', () => {
    for (const { site } of sites) expect(site.domain).toMatch(/^[a-z0-9]+\.[a-z]+\.gov\.example$/)
  })

  it('cover portals of every region and the province’s fifty departments', () => {
    const count = (level: string, type: string) =>
      sites.filter(({ site }) => site.level === level && site.type === type).length
    expect([count('province', 'portal'), count('city', 'portal'), count('county', 'portal')]).toEqual([1, 16, 105])
    expect([count('province', 'department'), count('city', 'department')]).toEqual([50, 798])
  })

  it('are the same ones whenever the province is made', () => {
    const later = demoSites({ ...fullSetting, now: fullSetting.now + 90 * 86_400_000 })
    expect(later.map(({ site }) => [site.id, site.code])).toEqual(sites.map(({ site }) => [site.id, site.code]))
  })

  it('grow tenfold with the scale and stay distinct', () => {
    const many = demoSites({ ...fullSetting, scale: 10 })
    expect(many).toHaveLength(9700)
    expect(distinct(many.map(({ site }) => site.domain))).toBe(9700)
    expect(distinct(many.map(({ site }) => site.code))).toBe(9700)
  })

  it('keep every site with a deliberate defect when the province is small', () => {
    const domains = demoSites(smallSetting).map(({ site }) => site.domain)
    for (const { domain } of demoDefects) expect(domains).toContain(domain)
  })
})

describe('the manifest of defects', () => {
  it('names at least twenty sites, all of them registered and running, each for one thing', () => {
    const domains = demoDefects.map(({ domain }) => domain)
    const running = new Set(sites.flatMap(({ site }) => (site.state === 'running' ? [site.domain] : [])))
    expect(distinct(domains)).toBe(domains.length)
    expect(domains.length).toBeGreaterThanOrEqual(20)
    expect(domains.filter((domain) => !running.has(domain))).toEqual([])
  })
})

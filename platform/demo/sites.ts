import type { Site } from '#shared/contract/site'
import type { Unit } from '#shared/contract/unit'
import { below, chance } from './chance'
import { demoDefects } from './defects'
import { demoId } from './demo-id'
import { departments, localName, type Department } from './departments'
import { officePhone, personName } from './people'
import { province } from './places'
import { demoRegions, type DemoRegion } from './regions'
import { dayBefore, type DemoSetting } from './setting'

/** Reserved by RFC 2606: a request that forgets the host override reaches nobody. */
const suffix = 'gov.example'
const sitesAtScaleOne = 970
const fewestSites = 60

/** A site with what other makers of demo rows need to know of it. */
export interface DemoSite {
  readonly site: Site
  readonly unit: Unit
  readonly region: DemoRegion
  /** 机关代字 of its documents. */
  readonly sign: string
  readonly number: number
}

interface Place {
  readonly region: DemoRegion
  readonly department: Department | null
  /** From 1; higher where a department of a large province has several sites. */
  readonly branch: number
}

const regionsOf = (level: string) => demoRegions.filter(({ region }) => region.level === level)
const portals = (level: string): Place[] => regionsOf(level).map((region) => ({ region, department: null, branch: 1 }))

/** Departments of a level's regions, region by region turn, so that a shorter list is spread over all of them. */
const departmentsOf = (level: string, branch = 1): Place[] =>
  departments.flatMap((department) => regionsOf(level).map((region) => ({ region, department, branch })))

function places(count: number): Place[] {
  const ordinary = [
    ...portals('province'),
    ...departmentsOf('province'),
    ...portals('city'),
    ...portals('county'),
    ...departmentsOf('city'),
  ].slice(0, sitesAtScaleOne)
  for (let branch = 1; ordinary.length < count; branch += 1) ordinary.push(...departmentsOf('county', branch))
  return count < sitesAtScaleOne ? ordinary : ordinary.slice(0, count)
}

const domainOf = ({ region, department, branch }: Place): string =>
  `${department ? department.slug + (branch > 1 ? branch : '') : 'www'}.${region.pinyin}.${suffix}`

const ownerOf = ({ region, department }: Place): string =>
  region.region.name +
  (department ? (region.region.level === 'province' ? department.name : localName(department)) : '人民政府办公厅')

const siteName = (place: Place): string =>
  place.department
    ? ownerOf(place) + (place.branch > 1 ? `第${place.branch}分站` : '')
    : `${place.region.region.name}人民政府`

const signOf = ({ region, department }: Place): string =>
  `${region.short.slice(0, 1)}${department ? department.name.slice(0, 1) : '政'}${department ? '发' : '办发'}`

function unitOf(place: Place, number: number): Unit {
  const { region } = place.region
  return { id: demoId('unit', number), version: 1, name: ownerOf(place), regionCode: region.code, level: region.level }
}

const states: Readonly<Record<string, Site['state']>> = {
  [`scjgj.landu.${suffix}`]: 'temporarily_offline',
  [`zrzyt.landu.${suffix}`]: 'temporarily_offline',
  [`wjw.hengzhou.${suffix}`]: 'migrating',
  [`jrj.nanjin.${suffix}`]: 'migrating',
}

/** Days from today to which sites that are offline for a time stay so. */
const offlineDays = 12

function siteOf(place: Place, number: number, serial: number, setting: DemoSetting): Site {
  const { code, level } = place.region.region
  const domain = domainOf(place)
  const state = states[domain] ?? 'running'
  const record = String(number + 1).padStart(6, '0')
  return {
    id: demoId('site', number),
    version: 1,
    name: siteName(place),
    responsible: personName('responsible', number),
    keeper: personName('keeper', number),
    phone: officePhone(chance('phone', number)),
    icp: `${province.icpLetter}ICP备68${record}号-1`,
    policeFiling: `${province.icpLetter}公网安备 ${code}02${record}号`,
    code: code + String(serial).padStart(4, '0'),
    domain,
    url: `http://${domain}/`,
    level,
    type: place.department ? 'department' : 'portal',
    unitId: demoId('unit', number),
    regionCode: code,
    state,
    launchedOn: `${2008 + below(12, 'year', number)}-${String(1 + below(12, 'month', number)).padStart(2, '0')}-18`,
    securityGrade: number % 40 === 39 ? null : place.department ? 2 : 3,
    offlineUntil: state === 'temporarily_offline' ? dayBefore(setting, -offlineDays) : null,
  }
}

/** Below full size the sites with a defect and the portals of province and cities stay, with every so-many-th other one. */
function thinned(all: readonly DemoSite[], count: number): DemoSite[] {
  const defective = new Set(demoDefects.map((defect) => defect.domain))
  const rank = ({ site, number }: DemoSite) =>
    defective.has(site.domain) ? 0 : site.type === 'portal' && site.level !== 'county' ? 1 : 2 + chance('thin', number)
  const kept = new Set([...all].sort((a, b) => rank(a) - rank(b)).slice(0, count))
  return all.filter((site) => kept.has(site))
}

/** The sites of the demo province, the same ones in the same order for the same scale. */
export function demoSites(setting: DemoSetting): DemoSite[] {
  const count = Math.max(fewestSites, Math.round(sitesAtScaleOne * setting.scale))
  const serials = new Map<string, number>()
  const all = places(count).map((place, number): DemoSite => {
    const serial = (serials.get(place.region.region.code) ?? 0) + 1
    serials.set(place.region.region.code, serial)
    const site = siteOf(place, number, serial, setting)
    return { site, unit: unitOf(place, number), region: place.region, sign: signOf(place), number }
  })
  return count < all.length ? thinned(all, count) : all
}

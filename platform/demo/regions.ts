import type { Region } from '#shared/contract/region'
import { demoId } from './demo-id'
import { cities, countyCounts, countyFirst, countySecond, province, type PlaceName } from './places'

/** A region with the letters its site addresses are made of and the short name without 市, 区, 县. */
export interface DemoRegion {
  readonly region: Region
  readonly pinyin: string
  readonly short: string
}

interface Place extends Pick<Region, 'code' | 'level' | 'parentCode'> {
  readonly name: PlaceName
  readonly suffix: string
}

const regionOf = ({ code, level, parentCode, name, suffix }: Place, number: number): DemoRegion => ({
  region: { id: demoId('region', number), version: 1, code, name: name.short + suffix, level, parentCode },
  pinyin: name.pinyin,
  short: name.short,
})

const cityCode = (city: number) => `${province.code.slice(0, 2)}${String(city + 1).padStart(2, '0')}00`

/** As in a published list: districts from 02, counties from 21, county-level cities from 81. */
const countyBlocks = [
  { suffix: '区', from: 2 },
  { suffix: '县', from: 21 },
  { suffix: '市', from: 81 },
] as const

/** About two fifths of a city's parts are districts, and every second city has a county-level city. */
function countiesOf(city: number, count: number, firstName: number): Place[] {
  const districts = Math.max(1, Math.round(count * 0.4))
  const countyCities = city % 2 === 0 ? 1 : 0
  return Array.from({ length: count }, (_, index) => {
    const block = index < districts ? 0 : index < count - countyCities ? 1 : 2
    const { suffix, from } = countyBlocks[block]
    const place = block === 0 ? index : block === 1 ? index - districts : 0
    const code = cityCode(city).slice(0, 4) + String(from + place).padStart(2, '0')
    return { code, level: 'county', parentCode: cityCode(city), name: countyName(firstName + index), suffix }
  })
}

/** Each first character meets each second one once: 105 names that no real county bears. */
function countyName(number: number): PlaceName {
  const first = countyFirst[number % countyFirst.length]
  const second = countySecond[Math.floor(number / countyFirst.length) % countySecond.length]
  if (!first || !second) throw new RangeError('there are no more county names')
  return { short: first.short + second.short, pinyin: first.pinyin + second.pinyin }
}

function places(): Place[] {
  const root: Place = { code: province.code, level: 'province', parentCode: null, name: province, suffix: '省' }
  const cityPlaces = cities.map((name, city): Place => ({
    code: cityCode(city),
    level: 'city',
    parentCode: province.code,
    name,
    suffix: '市',
  }))
  let named = 0
  const countyPlaces = countyCounts.flatMap((count, city) => {
    const counties = countiesOf(city, count, named)
    named += count
    return counties
  })
  return [root, ...cityPlaces, ...countyPlaces]
}

/** The province, its 16 cities and their 105 counties, in this order. */
export const demoRegions: readonly DemoRegion[] = places().map(regionOf)

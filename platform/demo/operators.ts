import type { Assignment, Operator, Role, Scope } from '#shared/contract/operator'
import { demoId } from './demo-id'
import { demoRegions } from './regions'
import type { DemoSite } from './sites'

/** The password of every demo operator; the demo is fictional and meant to be tried out. */
export const demoPassword = 'Zhanqun-2026'

const everywhere: Scope = { province: true }
const cityScope = (city: number): Scope => ({ region: demoRegions[city]?.region.code ?? '' })
const as = (...roles: readonly Role[]): Assignment[] => roles.map((role) => ({ role, scope: everywhere }))
const inCities = (role: Role, ...numbers: readonly number[]): Assignment[] =>
  numbers.map((city) => ({ role, scope: cityScope(city) }))

/** Twelve people who together hold every role; the one who signs inspects nothing, and the three security roles are three people. */
const people = {
  linzhiyuan: { name: '林知远', assignments: as('province-admin', 'inspector', 'first-reviewer') },
  shenyaqin: { name: '沈雅琴', assignments: [...inCities('site-admin', 1), ...inCities('editor', 1)] },
  guzhiming: { name: '顾志明', assignments: as('editor') },
  zhouwenbo: { name: '周文博', assignments: inCities('first-reviewer', 1, 2, 3) },
  hejinglan: { name: '何景澜', assignments: as('province-admin', 'second-reviewer') },
  luchengyi: { name: '陆承毅', assignments: as('final-reviewer') },
  tangmingde: { name: '唐明德', assignments: as('secrecy-reviewer') },
  fangyuanzhou: { name: '方远舟', assignments: as('inspector') },
  weizhengguo: { name: '魏正国', assignments: as('inspection-signer') },
  qinshuyun: { name: '秦书云', assignments: as('system-admin') },
  chengqinghe: { name: '程清和', assignments: as('security-admin') },
  xuwangchuan: { name: '许望川', assignments: as('security-auditor') },
} as const satisfies Readonly<Record<string, { readonly name: string; readonly assignments: Assignment[] }>>

export type DemoLogin = keyof typeof people
export const demoLogins = Object.keys(people) as readonly DemoLogin[]

export const operatorId = (login: DemoLogin): string => demoId('operator', demoLogins.indexOf(login))
export const operatorName = (login: DemoLogin): string => people[login].name

/** The demo's operators; all of them belong to the province's office. */
export const demoOperators = (officeId: string): Operator[] =>
  demoLogins.map((login) => ({
    id: operatorId(login),
    version: 1,
    login,
    name: people[login].name,
    unitId: officeId,
    assignments: [...people[login].assignments],
  }))

/** Articles of the capital are written by its own editor. */
export const authorOf = (site: DemoSite): string =>
  operatorId(site.site.regionCode.startsWith('6801') ? 'shenyaqin' : 'guzhiming')

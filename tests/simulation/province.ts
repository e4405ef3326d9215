import type { Kysely } from 'kysely'
import type { Assignment, Operator, Role, Scope } from '#shared/contract/operator'
import { plannedDay } from '#shared/domain/day-identity'
import { insertEntities } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'
import { createOperator } from '#platform/sessions/passwords'
import {
  aColumn,
  aFinding,
  anArticle,
  anOperator,
  aRevision,
  aRun,
  aSite,
  aTask,
  aUnit,
  province,
  testId,
} from '#tests/builders'

export const password = 'Zhanqun-2026'

const sites = [0, 1, 2].map((n) =>
  aSite({
    id: testId(100 + n),
    version: 1,
    name: `第${n}子站`,
    code: `340100000${n}`,
    domain: `s${n}.example`,
    url: `http://s${n}.example/`,
    regionCode: n === 2 ? '340200' : '340100',
  }),
)
const siteOf = (n: number) => testId(100 + (n % sites.length))

const columns = Array.from({ length: 6 }, (_, n) =>
  aColumn({ id: testId(200 + n), version: 1, siteId: siteOf(n), name: `栏目${n}`, secrecyReview: n === 1 }),
)
const revisionOf = (n: number) => testId(400 + n)
const articles = Array.from({ length: 6 }, (_, n) =>
  anArticle({
    id: testId(300 + n),
    version: 1,
    siteId: siteOf(n),
    columnId: testId(200 + n),
    revisionId: revisionOf(n),
    title: `通知${n}`,
  }),
)
const revisions = articles.map(({ id, siteId, title }, n) =>
  aRevision({ id: revisionOf(n), version: 1, articleId: id, siteId, title }),
)
const tasks = articles.map(({ id, siteId, title }, n) =>
  aTask({ id: testId(500 + n), version: 1, articleId: id, siteId, revisionId: revisionOf(n), title }),
)
/** Of the first three days there is something to dispose of, of the others nothing was found. */
const days = Array.from({ length: 8 }, (_, n) => `2026-02-1${n}`)
const dayOf = (n: number) => days[n % 3] ?? ''
const findings = Array.from({ length: 9 }, (_, n) =>
  aFinding({ id: testId(600 + n), version: 1, siteId: siteOf(n), day: dayOf(n) }),
)
const seenSite = {
  siteId: siteOf(0),
  reachable: true,
  failedHere: false,
  milliseconds: 90,
  pages: 1,
  links: 2,
  findings: 0,
}
const runs = days.map((day, n) => aRun({ id: testId(900 + n), version: 1, day, sites: [seenSite] }))
const inspectionDays = days.map((day) => ({ ...plannedDay(day), version: 1, state: 'running' as const, checks: [] }))

/** Rows that only the platform's own worker changes, in transactions that take long. */
export const workerUnits = Array.from({ length: 4 }, (_, n) => aUnit({ id: testId(700 + n), version: 1 }))

/** Rows of every kind that commands change, with the version at which they begin. */
export const beginnings = new Map(
  [sites, columns, articles, revisions, tasks, findings, inspectionDays].flat().map(({ id, version }) => [id, version]),
)

const everywhere = (...roles: readonly Role[]): Assignment[] => roles.map((role) => ({ role, scope: province }))
const within = (scope: Scope, ...roles: readonly Role[]): Assignment[] => roles.map((role) => ({ role, scope }))

const reviewers = ['first-reviewer', 'second-reviewer', 'final-reviewer', 'secrecy-reviewer'] as const

/** The rights that each operator has by turns: the full ones first, then what remains when some are taken. */
export const rightsByTurns: readonly (readonly (readonly Assignment[])[])[] = [
  [
    everywhere('province-admin', 'inspector'),
    within({ region: '340100' }, 'province-admin', 'inspector'),
    everywhere('inspector'),
  ],
  [within({ sites: [siteOf(0), siteOf(1)] }, 'site-admin', 'editor'), within({ sites: [siteOf(0)] }, 'site-admin'), []],
  [
    everywhere(...reviewers, 'editor', 'inspection-signer'),
    within({ sites: [siteOf(1), siteOf(2)] }, ...reviewers),
    everywhere('first-reviewer'),
  ],
]

/** Workstations are shared out among the operators in turn: from the fourth on, somebody has two. */
export const operators: readonly Operator[] = rightsByTurns.map(([full], n) =>
  anOperator([], { id: testId(800 + n), login: `operator${n}`, name: `操作员${n}`, assignments: [...(full ?? [])] }),
)

/** Fills a platform with a small province: a handful of rows of everything that is worked on here. */
export async function fillProvince(db: Kysely<Database>): Promise<void> {
  await insertEntities(db, 'unit', [aUnit({ version: 1 }), ...workerUnits])
  await insertEntities(db, 'site', sites)
  await insertEntities(db, 'column', columns)
  await insertEntities(db, 'article', articles)
  await insertEntities(db, 'revision', revisions)
  await insertEntities(db, 'reviewTask', tasks)
  await insertEntities(db, 'finding', findings)
  await insertEntities(db, 'inspectionRun', runs)
  await insertEntities(db, 'inspectionDay', inspectionDays)
  for (const operator of operators) await createOperator(db, operator, password)
}

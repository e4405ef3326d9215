import type { Kysely } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Article, Revision } from '#shared/contract/article'
import type { Column } from '#shared/contract/column'
import type { InspectionDay } from '#shared/contract/inspection-day'
import type { Operator } from '#shared/contract/operator'
import type { ReviewTask } from '#shared/contract/review-task'
import type { Site } from '#shared/contract/site'
import { dayId } from '#shared/domain/day-identity'
import { insertEntities } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'
import { createOperator } from '#platform/sessions/passwords'
import { aColumn, aDay, anArticle, anOperator, aRevision, aSite, aTask, aUnit } from '#tests/builders'
import { password } from '#tests/integration/core/surroundings'

export interface InReview {
  readonly article: Article
  readonly revision: Revision
  readonly task: ReviewTask
}

/** What the consoles work on. Every row begins at version 1, so that its version tells how often it was changed. */
export interface World {
  readonly operators: readonly Operator[]
  readonly sites: readonly Site[]
  readonly columns: readonly Column[]
  readonly inReview: readonly InReview[]
  /** Days that wait for their signature, oldest first. */
  readonly days: readonly string[]
}

export interface WorldSize {
  readonly operators: number
  readonly inReview: number
  readonly days: number
}

const sites = 20
const columnsOfSite = 10
const reviewedAt = '2026-03-01T08:00:00.000Z'
const dayLong = 86_400_000

export async function createWorld(db: Kysely<Database>, size: WorldSize): Promise<World> {
  const world = planned(size)
  await insertEntities(db, 'unit', [aUnit({ version: 1 })])
  await insertEntities(db, 'site', world.sites)
  await insertEntities(db, 'column', world.columns)
  for (const [kind, rows] of [
    ['article', world.inReview.map(({ article }) => article)],
    ['revision', world.inReview.map(({ revision }) => revision)],
    ['reviewTask', world.inReview.map(({ task }) => task)],
  ] as const)
    await insertEntities(db, kind, rows)
  await insertEntities(db, 'inspectionDay', world.days.map(aReviewedDay))
  for (const operator of world.operators) await createOperator(db, operator, password)
  return world
}

function planned(size: WorldSize): World {
  const allSites = Array.from({ length: sites }, (_, n) => {
    const domain = `s${n}.example`
    return aSite({
      id: uuidv7(),
      version: 1,
      code: `34010000${String(n).padStart(2, '0')}`,
      domain,
      url: `http://${domain}/`,
    })
  })
  const columns = allSites.flatMap((site) => Array.from({ length: columnsOfSite }, (_, n) => columnOf(site, n)))
  return {
    sites: allSites,
    columns,
    operators: Array.from({ length: size.operators }, (_, n) => operatorAt(n)),
    inReview: Array.from({ length: size.inReview }, (_, n) => inReviewAt(columns[n % columns.length] ?? aColumn())),
    days: Array.from({ length: size.days }, (_, n) =>
      new Date(Date.parse('2024-01-01') + n * dayLong).toISOString().slice(0, 10),
    ),
  }
}

const columnOf = (site: Site, n: number) =>
  aColumn({ id: uuidv7(), version: 1, siteId: site.id, path: `/columns/${n}/`, name: `专题专栏${n}` })

const operatorAt = (n: number) =>
  anOperator(['province-admin', 'final-reviewer', 'inspection-signer'], {
    id: uuidv7(),
    login: `operator-${n}`,
    name: `第${n}席`,
  })

function inReviewAt({ id: columnId, siteId }: Column): InReview {
  const [articleId, revisionId] = [uuidv7(), uuidv7()]
  const revision = aRevision({ id: revisionId, version: 1, siteId, articleId })
  const article = { id: articleId, version: 1, siteId, columnId, revisionId, state: 'final_review' } as const
  return {
    revision,
    article: anArticle(article),
    task: aTask({ id: uuidv7(), version: 1, siteId, articleId, revisionId, stage: 'final' }),
  }
}

const aReviewedDay = (day: string): InspectionDay =>
  aDay({
    ...{ id: dayId(day), version: 1, day, state: 'reviewed', checks: [] },
    ...{ inspectorIds: [], reviewedBy: uuidv7(), reviewedAt },
  })

import { sql, type Kysely } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { dayOf } from '#shared/domain/calendar'
import { establishIncarnation } from '#platform/database/identity'
import { insertEntities } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'
import { writeCursor } from '#platform/feed/cursor'
import { readHorizon } from '#platform/feed/horizon'
import { fingerprintOf, readerOf } from '#platform/feed/reader'
import { hashPassword } from '#platform/sessions/passwords'
import { anOperator, aRun } from '#tests/builders'
import { createChance } from '#tests/chance'
import type { Operator } from '#shared/contract/operator'
import { fillBase, readPlaces, readPublished } from './base'
import { seatsFor, type Seat } from './seats'

export interface Morning {
  readonly seats: readonly Seat[]
  /** Who only reads, and counts. */
  readonly checker: Operator
  readonly password: string
  /** Ids of articles with a public text. */
  readonly published: readonly string[]
  /** Where an operator's workstation stood when it was switched off yesterday. */
  cursorOf(operator: Operator): string
}

export interface Wanted {
  readonly consoles: number
  readonly perDay: number
  readonly scale: number
  readonly seed: number
}

const password = 'Load-2026 站群'
/** Columns that were changed over night, as by the records of a crawl. */
const overnight = 2_000

/** Everything as it stands at eight: the province, its operators, their work, and what changed since they left. */
export async function prepareMorning(db: Kysely<Database>, wanted: Wanted): Promise<Morning> {
  await fillBase(db, wanted.scale)
  const [places, published] = [await readPlaces(db), await readPublished(db, 2_000)]
  const runId = uuidv7()
  const seats = seatsFor(wanted.consoles, {
    ...{ places, runId, perDay: wanted.perDay, today: dayOf(Date.now()) },
    chance: createChance(wanted.seed),
  })
  const checker = anOperator(['province-admin'], { id: uuidv7(), login: 'checker' })
  await saveOperators(db, [...seats.map(({ operator }) => operator), checker])
  await saveWork(db, seats, runId)
  const incarnation = await establishIncarnation(db)
  const { xmin: tx } = await readHorizon(db)
  await sql`
    update "column" set article_count = article_count + 1
    where id in (select id from "column" order by id limit ${overnight})
  `.execute(db)
  await sql`vacuum analyze`.execute(db)
  const cursorOf = (operator: Operator) =>
    writeCursor({ incarnation, reader: fingerprintOf(readerOf(operator)) }, { tx, seq: 0 })
  return { seats, checker, password, published, cursorOf }
}

/** All have one password: making the digest takes as long as a sign-in. */
async function saveOperators(db: Kysely<Database>, operators: readonly Operator[]): Promise<void> {
  const hash = await hashPassword(password)
  await insertEntities(db, 'operator', operators)
  await db
    .insertInto('operatorPassword')
    .values(operators.map(({ id: operatorId }) => ({ operatorId, hash })))
    .execute()
}

async function saveWork(db: Kysely<Database>, seats: readonly Seat[], runId: string): Promise<void> {
  const inReview = seats.flatMap((seat) => [...seat.inReview, ...seat.drafts])
  const findings = seats.flatMap((seat) => seat.findings)
  await insertEntities(db, 'inspectionRun', [aRun({ id: runId, version: 1, sites: [] })])
  for (let at = 0; at < inReview.length; at += 2_000) {
    const some = inReview.slice(at, at + 2_000)
    const [articles, revisions, tasks] = [
      some.map(({ article }) => article),
      some.map(({ revision }) => revision),
      some.map(({ task }) => task),
    ]
    await insertEntities(db, 'article', articles)
    await insertEntities(db, 'revision', revisions)
    await insertEntities(db, 'reviewTask', tasks)
  }
  await insertEntities(db, 'finding', findings)
}

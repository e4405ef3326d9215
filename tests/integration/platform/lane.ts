import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Column } from '#shared/contract/column'
import { connectDatabase } from '#platform/database/connect'
import { insertEntities, updateEntities } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'
import { createChance, type Chance } from '#tests/chance'

/** One row as a reader saw it. */
export interface Seen {
  readonly id: string
  readonly version: number
}

/**
 * Reads what comes after the place where it stands, moves on, and answers the rows. The last time, when nobody writes any
 * more, it waits until everything has come that was committed before.
 */
export type Reader = (isLast: boolean) => Promise<readonly Seen[]>

export interface Lane {
  readonly databaseUrl: string
  /** What the writers' rows are copies of. */
  readonly template: Column
  readonly readers: readonly Reader[]
  readonly seed: number
  readonly writers: number
  readonly rounds: number
}

export interface Raced {
  /** Every row that was written, with the version it ended at. */
  readonly written: ReadonlyMap<string, number>
  /** What each reader saw, in the order in which it saw it. */
  readonly seen: readonly (readonly Seen[])[]
}

/**
 * Writers hold their transactions open across each other: in every round all have written before the first commits, and
 * they commit in another order than they wrote, while the readers poll after each commit. A cursor that passes what is
 * not committed yet therefore loses rows for certain, and not by luck.
 */
export const raceInTurns = (lane: Lane): Promise<Raced> =>
  race(lane, async (work) => {
    for (let round = 0; round < lane.rounds; round += 1) await writeRound(work, round)
  })

/** Writers go each at their own pace, and readers poll without a pause. */
export const raceFreely = (lane: Lane): Promise<Raced> =>
  race(lane, async (work) => {
    let isWriting = true
    const writing = Promise.all(work.own.map((_, writer) => writeOn(work, writer))).finally(() => (isWriting = false))
    const polling = lane.readers.map(async (_, index) => {
      while (isWriting) await work.poll(index)
    })
    await Promise.all([writing, ...polling])
  })

interface Work {
  readonly db: Kysely<Database>
  readonly lane: Lane
  readonly chance: Chance
  /** Rows by the writer who changes them; they change hands from round to round. */
  readonly own: string[][]
  poll(reader: number, isLast?: boolean): Promise<void>
}

async function race(lane: Lane, writing: (work: Work) => Promise<void>): Promise<Raced> {
  const db = connectDatabase(lane.databaseUrl)
  const seen: Seen[][] = lane.readers.map(() => [])
  const poll = async (index: number, isLast = false) =>
    void seen[index]?.push(...((await lane.readers[index]?.(isLast)) ?? []))
  try {
    const own = await firstRows(db, lane)
    await writing({ db, lane, chance: createChance(lane.seed), own, poll })
    await Promise.all(lane.readers.map((_, index) => poll(index, true)))
    return { written: await versionsIn(db, own.flat()), seen }
  } finally {
    await db.destroy()
  }
}

/** Rows that each writer begins with. */
async function firstRows(db: Kysely<Database>, { writers, template }: Lane): Promise<string[][]> {
  const rows = Array.from({ length: writers }, () => [uuidv7(), uuidv7()])
  await insertEntities(
    db,
    'column',
    rows.flat().map((id) => ({ ...template, id, version: 0 })),
  )
  return rows
}

async function writeRound({ db, lane, chance, own, poll }: Work, round: number): Promise<void> {
  const order = chance.shuffled(own.map((_, writer) => writer))
  const writes = createTurns(order)
  // The first to write is the last to commit: its numbers lie below those of everybody who commits before it.
  const commits = createTurns([...chance.shuffled(order.slice(1)), ...order.slice(0, 1)])
  await Promise.all(
    order.map(async (writer) => {
      const rows = own[(writer + round) % own.length] ?? []
      const write = (tx: Kysely<Database>) => writes.take(writer, () => writeRows(tx, lane.template, rows))
      await db.transaction().execute(async (tx) => {
        await write(tx)
        await writes.all
        await commits.comes(writer)
      })
      await commits.take(writer, async () => void (await Promise.all(lane.readers.map((_, index) => poll(index)))))
    }),
  )
}

async function writeOn({ db, lane, own }: Work, writer: number): Promise<void> {
  for (let round = 0; round < lane.rounds; round += 1) {
    await db.transaction().execute(async (tx) => {
      await writeRows(tx, lane.template, own[writer] ?? [])
      await sql`select pg_sleep(${((writer * 7 + round * 3) % 10) / 1000})`.execute(tx)
    })
  }
}

/** Changes the newest of the rows, one of them twice, and adds one. */
async function writeRows(tx: Kysely<Database>, template: Column, rows: string[]): Promise<void> {
  const versions = await versionsIn(tx, rows.slice(-3))
  const changed = [...versions].map(([id, version]) => ({ ...template, id, version, articleCount: version }))
  await updateEntities(tx, 'column', changed)
  await updateEntities(
    tx,
    'column',
    changed.slice(0, 1).map((row) => ({ ...row, version: row.version + 1 })),
  )
  const id = uuidv7()
  await insertEntities(tx, 'column', [{ ...template, id, version: 0 }])
  rows.push(id)
}

async function versionsIn(db: Kysely<Database>, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<Seen>`
    select id, version from "column" where id = any(${ids}::uuid[])
  `.execute(db)
  return new Map(rows.map(({ id, version }) => [id, version]))
}

interface Turns {
  /** Resolves when all turns were taken. */
  readonly all: Promise<unknown>
  /** Resolves when all turns before were taken. */
  comes(who: number): Promise<void>
  take(who: number, work: () => Promise<void>): Promise<void>
}

function createTurns(order: readonly number[]): Turns {
  const turns = new Map(order.map((who) => [who, createGate()]))
  const comes = async (who: number) => turns.get(order[order.indexOf(who) - 1] ?? NaN)?.opened
  return {
    all: Promise.all([...turns.values()].map(({ opened }) => opened)),
    comes,
    async take(who, work) {
      await comes(who)
      await work().finally(() => turns.get(who)?.open())
    },
  }
}

function createGate() {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { opened, open: () => open() }
}

/** Rows of which a reader never saw the last version. */
export const missedBy = (seen: readonly Seen[], { written }: Raced): string[] => {
  const last = new Map(seen.map(({ id, version }) => [id, version]))
  return [...written].filter(([id, version]) => last.get(id) !== version).map(([id]) => id)
}

/** Places where a reader saw an entity at the same or a lower version than before. */
export function disordered(seen: readonly Seen[]): Seen[] {
  const last = new Map<string, number>()
  return seen.filter(({ id, version }) => {
    const before = last.get(id) ?? 0
    last.set(id, version)
    return version <= before
  })
}

import { setTimeout as delay } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { schemaVersion, type Command } from '#shared/contract/command'
import type { Operator } from '#shared/contract/operator'
import { receiveCommands } from '#platform/commands/receive'
import { insertEntities } from '#platform/database/entity-rows'
import type { Database } from '#platform/database/schema'
import type { Place } from '#platform/feed/cursor'
import type { Feed } from '#platform/feed/feed'
import { readerOf } from '#platform/feed/reader'
import type { Platform } from '#platform/platform'
import { createPlatform } from '#platform/server'
import { aColumn, anOperator, aSite } from '#tests/builders'
import type { Bench, Row } from './bench'
import { withCluster } from './lab/cluster'
import { median, quantile } from './lab/statistics'
import { Writers, type Written } from './lab/writers'

const [writers, rounds, roundMs] = [16, 5, 3_000]
const leastCommits = 2_000
const pageRows = 2_000
const pokedEveryMs = 50

const site = aSite({ id: uuidv7(), version: 0 })
const siteId = site.id
const admin: Operator = anOperator(['province-admin'], { id: uuidv7(), version: 0 })

/** Follows the feed with the platform's own code while others write, as often as consoles are poked. */
class FeedFollower {
  readonly seen = new Map<string, number>()
  doubled = 0
  #at: Place = { tx: '0', seq: 0 }
  #isOver = false
  #running: Promise<void> | null = null

  constructor(private readonly feed: Feed) {}

  async start(): Promise<void> {
    this.#at = { tx: (await this.feed.horizon()).xmin, seq: 0 }
    this.#running = this.#follow()
  }

  /** Ends when everything that was committed has been read. */
  async finish(): Promise<void> {
    this.#isOver = true
    await this.#running
    await this.#readAll()
  }

  async #follow(): Promise<void> {
    for (; !this.#isOver; await delay(pokedEveryMs)) await this.#readAll()
  }

  async #readAll(): Promise<void> {
    while ((await this.#readPage()) === pageRows);
  }

  async #readPage(): Promise<number> {
    const { xmin } = await this.feed.horizon()
    const found = await this.feed.changes(readerOf(admin), { after: this.#at, below: xmin, limit: pageRows })
    const now = performance.now()
    for (const { id } of found) {
      if (this.seen.has(id)) this.doubled += 1
      this.seen.set(id, now)
    }
    this.#at = found.length < pageRows ? { tx: xmin, seq: 0 } : (found.at(-1) ?? this.#at)
    return found.length
  }
}

interface Followed {
  readonly commitsPerSecond: number
  readonly missed: number
  readonly lags: readonly number[]
}

async function follow(feed: Feed, write: () => Promise<Written>): Promise<Followed> {
  const follower = new FeedFollower(feed)
  await follower.start()
  const { commitsPerSecond, at } = await write()
  await follower.finish()
  const missed = [...at.keys()].filter((id) => !follower.seen.has(id)).length + follower.doubled
  const lags = [...at].map(([id, committed]) => Math.max(0, (follower.seen.get(id) ?? Infinity) - committed))
  return { commitsPerSecond, missed, lags }
}

/** The same columns and indexes, without the feed's stamp. */
const makeBare = (db: Kysely<Database>) =>
  sql`
    create table bare_column (like "column" including all);
    alter table bare_column drop column version, drop column deleted, drop column tx, drop column seq;
  `.execute(db)

/** Devices of one operator that hand in one command after the other, judged by the platform's code without HTTP. */
async function judgeOn(platform: Platform): Promise<number> {
  const begun = performance.now()
  const counts = await Promise.all(Array.from({ length: writers }, () => judgeAt(platform, begun + roundMs)))
  return counts.reduce((sum, count) => sum + count, 0) / ((performance.now() - begun) / 1000)
}

async function judgeAt(platform: Platform, end: number): Promise<number> {
  const [device, columnId] = [uuidv7(), uuidv7()]
  await insertEntities(platform.db, 'column', [aColumn({ id: columnId, siteId, version: 1, path: `/${columnId}/` })])
  const log = { error: console.error }
  let n = 0
  for (; performance.now() < end;) {
    n += 1
    const command: Command = {
      ...{ id: uuidv7(), device, n, author: admin.id, type: 'column.change', schema: schemaVersion },
      args: { columnId, siteId, batchId: null, set: { owner: `第${n}任` } },
      base: [{ entity: { kind: 'column', id: columnId }, version: n }],
      madeAt: new Date().toISOString(),
    }
    const { outcomes } = await receiveCommands({ platform, by: admin, log }, { device, commands: [command] })
    if (outcomes[0]?.result !== 'applied') throw new Error(`not applied: ${JSON.stringify(outcomes)}`)
  }
  return n
}

async function measure(url: string): Promise<Row[]> {
  const { platform, close } = await createPlatform({ databaseUrl: url })
  const group = await Writers.connect(url, writers)
  const [floors, feeds, commands]: [number[], Followed[], number[]] = [[], [], []]
  try {
    await insertEntities(platform.db, 'operator', [admin])
    await insertEntities(platform.db, 'site', [site])
    await makeBare(platform.db)
    for (let round = 0; round < rounds; round += 1) {
      floors.push((await group.write('bare_column', roundMs)).commitsPerSecond)
      feeds.push(await follow(platform.feed, () => group.write('"column"', roundMs)))
      commands.push(await judgeOn(platform))
    }
  } finally {
    await group.close()
    await close()
  }
  return rowsOf(floors, feeds, median(commands))
}

function rowsOf(floors: readonly number[], feeds: readonly Followed[], commands: number): Row[] {
  const value = median(feeds.map(({ commitsPerSecond }) => commitsPerSecond))
  const missed = feeds.reduce((sum, each) => sum + each.missed, 0)
  const lags = feeds.flatMap((each) => each.lags)
  return [
    {
      ...{ name: `commits with ${writers} writers and a reader`, value, unit: 'commits/s', floor: median(floors) },
      ...{ target: `≥ ${leastCommits}`, met: value >= leastCommits },
    },
    { name: 'rows that the reader missed or saw twice', value: missed, unit: 'rows', target: '0', met: missed === 0 },
    { name: 'commit to the reader, p50', value: quantile(lags, 0.5), unit: 'ms' },
    { name: 'commit to the reader, p99', value: quantile(lags, 0.99), unit: 'ms' },
    {
      name: `whole commands of ${writers} devices, judged and recorded`,
      value: commands,
      unit: 'commands/s',
      floor: median(floors),
    },
  ]
}

export const bench: Bench = { name: 'feed', run: (context) => withCluster(context, measure) }

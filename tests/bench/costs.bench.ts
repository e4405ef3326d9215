import { fileURLToPath } from 'node:url'
import { projectUrl } from '#shared/contract/surroundings'
import { connectDatabase } from '#platform/database/connect'
import { migrate } from '#platform/database/migrate'
import { createChance } from '#tests/chance'
import { freePorts } from '#tests/e2e/harness/platform-process'
import { startedPlatform } from '#tests/integration/kills/platform-child'
import { createDeeds } from '#tests/load/deeds'
import { DigestWalk } from '#tests/load/digest-walk'
import { FeedReader, keyOf } from '#tests/load/feed'
import { serverProcess } from '#tests/load/growth'
import { Line } from '#tests/load/line'
import { Measures } from '#tests/load/measures'
import { Outbox } from '#tests/load/outbox'
import { prepareMorning, type Morning } from '#tests/load/prepare'
import type { Seat } from '#tests/load/seats'
import { UsageWatch } from '#tests/load/usage'
import { versionsOf } from '#tests/load/verdict'
import type { Bench, Row } from './bench'
import { withCluster } from './lab/cluster'

/** Processor time says what a host carries also where others keep it busy, which times by the clock do not. */
interface Lab {
  readonly morning: Morning
  readonly platform: string
  readonly versions: ReadonlyMap<string, number>
  /** Milliseconds of platform and of database for one of so many. */
  cost(name: string, times: number, work: () => Promise<void>): Promise<Row[]>
}

/** What it does by itself would be counted as well. */
const quiet = ['autovacuum=off']
const seats = 40
const pulls = 400

const signedIn = async ({ platform, morning }: Lab, seat: Seat): Promise<Line> => {
  const line = new Line([platform], new Measures(), 0)
  await line.signIn(seat.operator.login, morning.password)
  return line
}

async function measure(lab: Lab): Promise<Row[]> {
  const { morning, cost } = lab
  const lines: Line[] = []
  const all = async (work: (line: Line, seat: Seat) => Promise<void>) => {
    for (const [index, seat] of morning.seats.entries()) {
      const line = lines[index]
      if (line) await work(line, seat)
    }
  }
  const readers = new Map<Line, FeedReader>()
  const readerOf = (line: Line) => readers.get(line) ?? new FeedReader(line, '')
  const rows = [
    await cost('sign-in', seats, async () => {
      for (const seat of morning.seats) lines.push(await signedIn(lab, seat))
    }),
    await cost('first pull of the morning', seats, () =>
      all(async (line, { operator }) => {
        readers.set(line, new FeedReader(line, morning.cursorOf(operator)))
        await readerOf(line).pull(() => undefined)
      }),
    ),
    await cost('check of all digests', seats, () =>
      all(async (line) => {
        const walk = new DigestWalk(line)
        while (await walk.step(readerOf(line).cursor));
      }),
    ),
    await cost('poll without news', pulls, async () => {
      for (let n = 0; n < pulls / seats; n += 1) await all((line) => readerOf(line).pull(() => undefined))
    }),
    await commands(lab, all, readerOf),
  ]
  await Promise.all(lines.map((line) => line.close()))
  return rows.flat()
}

/** What each operator has planned for the day, and then one pull by everybody for each of them. */
async function commands(
  { cost, versions }: Lab,
  all: (work: (line: Line, seat: Seat) => Promise<void>) => Promise<void>,
  readerOf: (line: Line) => FeedReader,
): Promise<Row[]> {
  const [measures, known] = [new Measures(), new Map<string, number>()]
  let done = 0
  const commanded = await cost('command', seats * 8, () =>
    all(async (line, seat) => {
      const [outbox, deed] = [new Outbox(seat.operator.id, measures), createDeeds(seat, createChance(seat.number))]
      for (const { deed: name } of seat.plan) {
        const order = name === 'read' ? null : deed(name)
        if (!order) continue
        const [key = ''] = order.on.map(({ kind, id }) => keyOf(kind, id))
        outbox.put(order, (each) => (known.get(each) ?? 0) + (versions.get(each) ?? 0))
        known.set(key, (known.get(key) ?? 0) + 1)
        await outbox.send(line)
        done += 1
      }
    }),
  )
  const pulled = await cost('pull with news', seats, () => all((line) => readerOf(line).pull(() => undefined)))
  return [...commanded.map((row) => ({ ...row, value: (row.value * seats * 8) / done })), ...pulled]
}

async function inProvince(url: string): Promise<Row[]> {
  const db = connectDatabase(url)
  await migrate(db)
  const morning = await prepareMorning(db, { consoles: seats, perDay: 8, scale: 1, seed: 1 })
  const [port = 0] = await freePorts(1)
  const script = fileURLToPath(projectUrl('out/cli/zhanqun.mjs'))
  const child = await startedPlatform({ script, databaseUrl: url, port })
  const server = await serverProcess(db)
  const cost: Lab['cost'] = async (name, times, work) => {
    const [platform, database] = [new UsageWatch([child.pid]), new UsageWatch([server])]
    await work()
    const used = [platform.end().cpuSeconds, database.end().cpuSeconds]
    return ['platform', 'database'].map((what, index) => ({
      ...{ name: `${name}, ${what}`, value: ((used[index] ?? 0) * 1000) / times, unit: 'ms of a core' },
    }))
  }
  try {
    return await measure({ morning, platform: `http://127.0.0.1:${port}`, versions: await versionsOf(db), cost })
  } finally {
    await child.kill()
    await db.destroy()
  }
}

export const bench: Bench = { name: 'costs', run: (context) => withCluster(context, inProvince, quiet) }

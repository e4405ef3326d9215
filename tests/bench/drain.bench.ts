import { randomUUID } from 'node:crypto'
import { fetch as overHttp } from 'undici'
import type { Console } from '#core/console'
import type { Fetch } from '#core/platform/platform-client'
import type { Column } from '#shared/contract/column'
import type { SyncStatus } from '#shared/contract/desk'
import type { Site } from '#shared/contract/site'
import type { Bench, BenchContext } from './bench'
import { openBareDevice } from './lab/bare-device'
import { change, happens, openCore, someColumns } from './lab/core'
import { withProvince, type Province } from './lab/province'
import { median, p95 } from './lab/statistics'

const queued = 1_000
const drainSeconds = 10
/** Changed rows: each command changes a column and leaves an audit entry. */
const changedRows = 10_000
const resumeSeconds = 2
const perRequest = 100
const rounds = 3
const login = 'linzhiyuan'

/** The network of one workstation, which can be cut. */
function line(): { fetch: Fetch; cut(is: boolean): void } {
  let isCut = false
  return {
    fetch: (...asked) => (isCut ? Promise.reject(new TypeError('fetch failed')) : overHttp(...asked)),
    cut: (is) => void (isCut = is),
  }
}

const settled = ({ state, waiting }: SyncStatus) => state === 'online' && waiting === 0

interface Queued {
  readonly type: string
  readonly args: Record<string, unknown>
}

/** Seconds until all that was done offline is with the platform, and milliseconds that each took to be done here. */
async function drain(console: Console, network: ReturnType<typeof line>, commands: readonly Queued[]) {
  network.cut(true)
  await console.desk['sync.now']({})
  const local: number[] = []
  for (const command of commands) {
    const begun = performance.now()
    await console.desk['commands.submit'](command)
    local.push(performance.now() - begun)
  }
  network.cut(false)
  const done = happens(console, 'sync', settled)
  const begun = performance.now()
  void console.desk['sync.now']({})
  await done
  const seconds = (performance.now() - begun) / 1000
  const { parked } = await console.desk['sync.status']({})
  if (parked > 0) throw new Error(`${parked} commands were refused`)
  return { seconds, local }
}

// Another one each time: what changes nothing is not queued.
const somebody = () => `离线${randomUUID().slice(0, 4)}`

async function onColumns(console: Console, offset: number): Promise<Queued[]> {
  const owner = somebody()
  return (await someColumns(console, queued, offset)).map((column) => change(column, owner))
}

/** Each stands on what the one before it made of the same site: at most one of a site can be under way. */
async function onThreeSites(console: Console, count: number): Promise<Queued[]> {
  const query = { kind: 'site', where: {}, search: '', offset: 0, limit: 3 } as const
  const sites = (await console.desk['rows.list'](query)).rows as Site[]
  return Array.from({ length: count }, (_, index) => ({
    type: 'site.edit',
    args: { siteId: sites[index % sites.length]?.id, set: { responsible: somebody() } },
  }))
}

/** Seconds that the same commands take without a console: request after request, nothing stored here. */
async function bareDrain(console: Console, province: Province, offset: number): Promise<number> {
  const device = await openBareDevice(province, login)
  const columns = await someColumns(console, queued, offset)
  let milliseconds = 0
  for (let at = 0; at < columns.length; at += perRequest)
    milliseconds += await device.send(...columns.slice(at, at + perRequest))
  await device.close()
  return milliseconds / 1000
}

/** Seconds until a console that was away has everything that others changed meanwhile. */
async function resume(console: Console, network: ReturnType<typeof line>, province: Province, offset: number) {
  const columns = await someColumns(console, changedRows / 2, offset)
  network.cut(true)
  const device = await openBareDevice(province, login)
  for (let at = 0; at < columns.length; at += perRequest) await device.send(...columns.slice(at, at + perRequest))
  await device.close()
  network.cut(false)
  const begun = performance.now()
  await console.desk['sync.now']({})
  const seconds = (performance.now() - begun) / 1000
  const last = columns[columns.length - 1]
  const arrived = last && ((await console.desk['rows.get']({ kind: 'column', id: last.id })) as Column)
  if (!arrived || arrived.version === last.version) throw new Error('not everything has arrived')
  return seconds
}

async function measure(context: BenchContext, province: Province) {
  const network = line()
  const console = await openCore(context, province, login, network)
  const measured = {
    drains: [] as number[],
    local: [] as number[],
    bare: [] as number[],
    resumes: [] as number[],
    chains: [] as number[],
  }
  try {
    for (let round = 0; round < rounds; round += 1) {
      measured.bare.push(await bareDrain(console, province, 0))
      await console.desk['sync.now']({})
      const { seconds, local } = await drain(console, network, await onColumns(console, queued))
      measured.drains.push(seconds)
      measured.local.push(...local)
      await console.desk['sync.now']({})
      measured.resumes.push(await resume(console, network, province, 2 * queued))
    }
    for (const count of [queued, 2 * queued])
      measured.chains.push((await drain(console, network, await onThreeSites(console, count))).seconds)
    return measured
  } finally {
    await console.close()
  }
}

export const bench: Bench = {
  name: 'drain',
  run: (context) =>
    withProvince(context, async (province) => {
      const { drains, local, bare, resumes, chains } = await measure(context, province)
      const [value, away] = [median(drains), median(resumes)]
      const floor = median(bare)
      return [
        {
          ...{ name: `${queued} queued commands sent`, value, unit: 's', floor },
          ...{ target: `≤ ${drainSeconds} s`, met: value <= drainSeconds },
        },
        ...chains.map((seconds, index) => ({
          ...{ name: `${(index + 1) * queued} queued commands on three sites`, value: seconds, unit: 's' },
          ...{ target: `≤ ${(index + 1) * drainSeconds} s`, met: seconds <= (index + 1) * drainSeconds },
        })),
        { name: 'a command done here, p95', value: p95(local), unit: 'ms' },
        {
          ...{ name: `back after ${changedRows} changed rows`, value: away, unit: 's' },
          ...{ target: `≤ ${resumeSeconds} s`, met: away <= resumeSeconds },
        },
      ]
    }),
}

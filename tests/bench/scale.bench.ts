import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Console } from '#core/console'
import type { Selection, SyncStatus } from '#shared/contract/desk'
import type { OfflineState } from '#shared/contract/offline'
import type { Bench, BenchContext, Row } from './bench'
import { openCore } from './lab/core'
import { peakMemory, settledMemory } from './lab/memory'
import { withProvinceOf, type Province } from './lab/province'
import { p95 } from './lab/statistics'

/** 10,001 sites, 600,000 columns, 1,030,000 articles. `ZHANQUN_SCALE=1 npm run bench -- scale` measures a usual province. */
const usualScale = '10.31'
const login = 'linzhiyuan'
const port = 18_650
const mostCoreMb = 300

const megabytes = (bytes: number) => bytes / 1_000_000

function sizeOf(place: string): number {
  if (!existsSync(place)) return 0
  const stats = statSync(place)
  if (!stats.isDirectory()) return stats.size
  return readdirSync(place).reduce((sum, name) => sum + sizeOf(path.join(place, name)), 0)
}

interface Opened {
  readonly console: Console
  readonly seconds: number
  readonly rows: number
}

/** A core that signs in, until everything is here. */
async function open(context: BenchContext, province: Province): Promise<Opened> {
  const begun = performance.now()
  let rows = 0
  const console = await openCore(context, province, login, {}, (console_) => {
    console_.events.subscribe((topic, payload) => {
      if (topic === 'sync') rows = Math.max(rows, (payload as SyncStatus).progress?.received ?? 0)
    })
  })
  return { console, seconds: (performance.now() - begun) / 1000, rows }
}

const columnsWhere = (search: string, where: Selection['where'] = {}) => ({ kind: 'column', where, search }) as const

async function timed(work: () => unknown): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

const typed = ['政', '政务', '政务动态', '通知', '公告', '招标', '岚', '岚都', '统计', '陈', 'zcwj', '解读 岚']

async function searches({ desk }: Console): Promise<number[]> {
  const times: number[] = []
  for (const search of typed)
    times.push(await timed(() => desk['rows.list']({ ...columnsWhere(search), offset: 0, limit: 50 })))
  return times
}

/** A flat list of all columns, from somewhere else each time, as with a dragged thumb. */
async function leaps({ desk }: Console): Promise<number[]> {
  const query = { ...columnsWhere(''), sort: { by: 'lastUpdatedOn', descending: true }, limit: 50 }
  const { total } = await desk['rows.list']({ ...query, offset: 0 })
  const times: number[] = []
  for (let leap = 0; leap < 40; leap += 1)
    times.push(await timed(() => desk['rows.list']({ ...query, offset: Math.floor((total * leap) / 40) })))
  return times
}

/** Those that the list of columns offers. */
const filters: readonly Selection['where'][] = [
  { type: { in: ['news'] } },
  { type: { in: ['policy', 'notice'] } },
  { articleCount: { to: 0 }, state: { in: ['open'] } },
  { lastUpdatedOn: { to: '2026-01-01' } },
  { 'site.regionCode': { in: ['680100'] } },
]

async function filtered({ desk }: Console): Promise<number[]> {
  const times: number[] = []
  for (const where of filters)
    times.push(await timed(() => desk['rows.list']({ ...columnsWhere('', where), offset: 0, limit: 50 })))
  return times
}

const row = (name: string, value: number, unit: string, target?: string, met?: boolean): Row => ({
  name,
  value,
  unit,
  ...(target !== undefined && { target }),
  ...(met !== undefined && { met }),
})

async function firstSync(context: BenchContext, province: Province): Promise<Row[]> {
  const before = process.cpuUsage()
  const { value: first, peak } = await peakMemory(() => open(context, province))
  const { user, system } = process.cpuUsage(before)
  await first.console.close()
  const perSecond = first.rows / first.seconds
  return [
    row('first sync', first.seconds, 's'),
    row('rows of the first sync', first.rows, 'rows'),
    row('first sync', perSecond, 'rows/s'),
    row("first sync, core's processor", (user + system) / 1e6, 's'),
    row('local file', megabytes(sizeOf(path.join(context.out, `core-${login}`))), 'MB'),
    row('core during the first sync, most resident', peak, 'MB', `≤ ${mostCoreMb} MB`, peak <= mostCoreMb),
  ]
}

const isThrough = ({ progress }: OfflineState) => progress.state === 'idle' && progress.wanted > 0

/** The texts that the usual rule names arrive in the background. */
async function untilTexts({ desk }: Console): Promise<OfflineState> {
  for (;;) {
    const state = await desk['offline.state']({})
    if (isThrough(state)) return state
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

async function dayOfWork(context: BenchContext, province: Province): Promise<Row[]> {
  const { value, peak } = await peakMemory(async () => {
    const opened = await open(context, province)
    const begun = performance.now()
    const texts = await untilTexts(opened.console)
    const seconds = (performance.now() - begun) / 1000
    const found = await searches(opened.console)
    const leapt = await leaps(opened.console)
    return { opened, texts, seconds, found, leapt, cut: await filtered(opened.console) }
  })
  const rest = await settledMemory()
  await value.opened.console.close()
  const { wanted, kept, bytes } = value.texts.progress
  return [
    row('opening, sign-in until in step', value.opened.seconds, 's'),
    row('texts that the usual rule names', wanted, 'texts'),
    row('texts here afterwards', kept, 'texts'),
    row('texts fetched in', value.seconds, 's'),
    row('size of the texts', megabytes(bytes), 'MB'),
    row('search over all columns, in core, p95', p95(value.found), 'ms'),
    row('flat list of all columns, a page anywhere, p95', p95(value.leapt.slice(1)), 'ms'),
    row('flat list of all columns, another filter, p95', p95(value.cut), 'ms'),
    row('core at work, most resident', peak, 'MB', `≤ ${mostCoreMb} MB`, peak <= mostCoreMb),
    row('core at rest', rest, 'MB', `≤ ${mostCoreMb} MB`, rest <= mostCoreMb),
  ]
}

async function measure(context: BenchContext, data: string, scale: number): Promise<Row[]> {
  const isNew = !existsSync(data)
  const begun = performance.now()
  return withProvinceOf({ scale, data, port }, async (province) => {
    const made = isNew ? [row('making the province', (performance.now() - begun) / 1000, 's')] : []
    const rows = [
      ...made,
      row("platform's database", megabytes(sizeOf(path.join(data, 'postgres', 'cluster', 'base'))), 'MB'),
      ...(await firstSync(context, province)),
      ...(await dayOfWork(context, province)),
    ]
    return rows.map((each) => ({ ...each, name: `×${scale.toFixed(0)}: ${each.name}` }))
  })
}

export const bench: Bench = {
  name: 'scale',
  run(context) {
    const scale = Number(process.env['ZHANQUN_SCALE'] ?? usualScale)
    const out = path.join(context.out, `scale-${scale}`)
    rmSync(path.join(out, `core-${login}`), { recursive: true, force: true })
    return measure({ ...context, out }, path.join(out, 'platform'), scale)
  },
}

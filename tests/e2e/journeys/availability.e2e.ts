import { withSample, type ProbeSample } from '#shared/domain/probe-day'
import { graveFaults } from '#tests/e2e/harness/access'
import { DemoPlatform } from '#tests/e2e/harness/demo-platform'
import { Line } from '#tests/e2e/harness/line'
import { expect, test } from '#tests/e2e/harness/test'
import { Workplace } from '#tests/e2e/harness/workplace'

test.describe.configure({ mode: 'serial' })

const dayMs = 86_400_000

let platform: DemoPlatform
let line: Line
let lin: Workplace
/** One that is opened, one that never is while the platform can be reached, and one that nobody probes. */
let [opened, unopened, unprobed] = ['', '', '']

test.beforeAll(async ({ databases }) => {
  test.setTimeout(300_000)
  platform = await DemoPlatform.start(databases)
  const sites = await platform.rows(
    "select id, name from site where level = 'city' and state = 'running' order by id limit 3",
  )
  const [first, second, third] = sites.map(({ id, name }) => ({ id: String(id), name: String(name) }))
  if (!first || !second || !third) throw new Error('the province has too few sites')
  ;[opened, unopened, unprobed] = [first.name, second.name, third.name]
  for (const { id } of [first, second]) for (let ago = 0; ago < 30; ago += 1) await probe(id, ago)
  line = await Line.to(platform.address)
  lin = await Workplace.of('linzhiyuan', { platform: line.address })
})
test.afterAll(async () => {
  await lin?.remove()
  await line?.close()
  await platform?.remove()
})

/** A day of probes every 20 minutes, as far as it has come: now and then slow, the first one of today and many of three days ago failed. */
async function probe(siteId: string, ago: number): Promise<void> {
  const inProvince = Date.now() + 8 * 3_600_000
  const day = new Date(inProvince - ago * dayMs).toISOString().slice(0, 10)
  const passed = ago > 0 ? Infinity : Math.floor((inProvince % dayMs) / 60_000)
  const samples = Array.from({ length: 72 }, (_, at): ProbeSample => {
    const minute = at * 20
    if (at === 5) return { minute, verdict: 'refused', milliseconds: null }
    const fails = (ago === 0 && at === 0) || (ago === 3 && at > 20 && at <= 50)
    if (fails) return { minute, verdict: 'failed', milliseconds: null }
    return { minute, verdict: 'ok', milliseconds: 240 + 30 * ((ago * 7) % 11) + (at % 12 === 0 ? 900 : at) }
  })
  const bytes = samples.filter(({ minute }) => minute <= passed).reduce<Uint8Array>(withSample, new Uint8Array())
  await platform.rows(
    'insert into probe_day (site_id, day, samples) values ($1, $2, $3)',
    siteId,
    day,
    Buffer.from(bytes),
  )
}

const pane = () => lin.sites.pane

async function open(name: string): Promise<void> {
  await lin.sites.open(name)
  await lin.sites.tab('可用性')
}

test('a site shows its probes of today, the share of its week and a month of response times', async () => {
  await lin.shell.goTo('sites')
  await open(opened)
  await expect(pane().getByText('计 497 次，打不开 30 次')).toBeVisible()
  await expect(pane().getByText('不合格')).toBeVisible()
  await expect(pane().getByText('打不开的时间：00:00')).toBeVisible()
  await expect(pane().getByRole('img', { name: /天响应时间/ })).toBeVisible()
  for (const theme of ['light', 'dark'] as const) {
    await lin.shell.theme(theme)
    await lin.console.untilStill()
    expect.soft(await graveFaults(lin.console.page), theme).toEqual([])
    await lin.picture(`availability-${theme}`)
  }
  await lin.shell.theme('light')
})

test('a site that nobody probes says how that is changed', async () => {
  await open(unprobed)
  await expect(pane().getByText('此子站从未探测过')).toBeVisible()
  await expect(pane().getByRole('link', { name: '打开巡查方案' })).toBeVisible()
})

test('offline it shows what was kept, and says of when that is', async () => {
  line.cut()
  await lin.shell.untilOffline()
  await open(opened)
  await expect(pane().getByText('显示本机保存的数据，取回于')).toBeVisible()
  await expect(pane().getByText('打不开的时间：00:00')).toBeVisible()
  await lin.picture('availability-offline')
  await open(unopened)
  await expect(pane().getByText('计 497 次，打不开 30 次')).toBeVisible()
  await expect(pane().getByText('今日探测与响应时间尚未取回')).toBeVisible()
})

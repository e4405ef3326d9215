import { DemoPlatform } from '#tests/e2e/harness/demo-platform'
import { expect, test } from '#tests/e2e/harness/test'
import { Workplace } from '#tests/e2e/harness/workplace'

test.describe.configure({ mode: 'serial' })

const patience = { timeout: 150_000 }

let platform: DemoPlatform
/** Administers the province and inspects it. */
let lin: Workplace
let domains: string[]

test.beforeAll(async ({ databases }) => {
  test.setTimeout(300_000)
  platform = await DemoPlatform.start(databases)
  lin = await Workplace.of('linzhiyuan', { platform: platform.address })
  const rows = await platform.rows("select domain from site where state = 'running' order by code limit 2")
  domains = rows.map((row) => String(row['domain']))
})
test.afterAll(async () => {
  await lin?.remove()
  await platform?.remove()
})

const pane = () => lin.console.page.getByRole('complementary', { name: '方案详情' })
const openPlan = async () => {
  await lin.inspection.tab('巡查方案')
  await lin.console.page.getByRole('row').filter({ hasText: '每日巡查' }).click()
}

test('sites that are handed to the platform wait for a worker, and can be paused and resumed', async () => {
  await lin.shell.goTo('inspection')
  await lin.inspection.hand(domains)
  const run = lin.inspection.platformRun
  await expect(run).toContainText('等待平台的工作进程开始')
  const worker = platform.startWorker()
  try {
    await expect(run).toContainText('正在巡查', patience)
    await run.getByRole('button', { name: '暂停' }).click()
    await expect(run).toContainText('已暂停', patience)
    await run.getByRole('button', { name: '继续' }).click()
    await expect(run).toBeHidden(patience)
  } finally {
    await worker.stop()
  }
  await openPlan()
  await expect(pane()).toContainText(`已巡查 ${domains.length} / ${domains.length} 个子站`)
  expect(await platform.count("select from platform_run where state = 'finished' and done = 2")).toBe(1)
})

test('what the workers saw stands among the runs and findings of the day', async () => {
  await lin.inspection.tab('运行')
  const ofDay = lin.console.page.getByRole('table', { name: '当日批次' })
  await expect(ofDay.getByRole('row').filter({ hasText: '林知远' })).toContainText('平台')
})

test('a run over the whole plan is cancelled only after a second question', async () => {
  await openPlan()
  await pane().getByRole('button', { name: '由平台立即巡查' }).click()
  await lin.console.page.getByRole('dialog').getByRole('button', { name: '立即巡查' }).click()
  const run = lin.inspection.platformRun
  await run.getByRole('button', { name: '取消巡查' }).click()
  await lin.console.page.getByRole('dialog').getByRole('button', { name: '取消巡查' }).click()
  await expect(run).toBeHidden()
  await lin.shell.untilSent()
  expect(await platform.count("select from platform_run where state = 'cancelled'")).toBe(1)
})

test('the plan gets its times and a special period', async () => {
  await pane().getByRole('button', { name: '设定巡查时间' }).click()
  const dialog = lin.console.page.getByRole('dialog')
  await dialog.getByLabel('每日时间').first().fill('2:30、14:00')
  await dialog.getByLabel('巡查员').selectOption({ label: '方远舟' })
  await dialog.getByRole('button', { name: '添加重点时段' }).click()
  await expect(dialog.getByRole('button', { name: '保存' })).toBeDisabled()
  await dialog.getByLabel('时段名称').fill('重点保障')
  await dialog.getByRole('button', { name: '保存' }).click()
  await expect(pane()).toContainText('02:30、14:00')
  await expect(pane()).toContainText('重点时段：重点保障')
  await lin.shell.untilSent()
  expect(await platform.count(`select from inspection_timetable where enabled and times = '["02:30", "14:00"]'`)).toBe(
    1,
  )
})

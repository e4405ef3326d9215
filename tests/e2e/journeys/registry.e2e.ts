import { DemoPlatform } from '#tests/e2e/harness/demo-platform'
import { expect, test } from '#tests/e2e/harness/test'
import { Workplace } from '#tests/e2e/harness/workplace'

test.describe.configure({ mode: 'serial' })

const reason = '机房供电改造，停机两天'
const newOwner = '交接责任人'

let platform: DemoPlatform
/** Administers the sites of one city. */
let shen: Workplace
/** Administers the whole province. */
let lin: Workplace
let site: { readonly id: string; readonly name: string }

test.beforeAll(async ({ databases }) => {
  test.setTimeout(300_000)
  platform = await DemoPlatform.start(databases)
  shen = await Workplace.of('shenyaqin', { platform: platform.address })
  lin = await Workplace.of('linzhiyuan', { platform: platform.address })
  const [row] = await platform.rows(
    "select id, name from site where level = 'city' and region_code like '6801%' and state = 'running' and not exists (select from site_request where site_id = site.id) order by id limit 1",
  )
  site = { id: String(row?.['id']), name: String(row?.['name']) }
})
test.afterAll(async () => {
  for (const place of [shen, lin]) await place?.remove()
  await platform?.remove()
})

test('a city asks for a temporary offline period and reads who has to decide', async () => {
  await shen.shell.goTo('sites')
  await shen.sites.open(site.name)
  await shen.sites.requestOffline(reason)
  await expect(shen.sites.pane.getByText('申请人不能审批自己的申请')).toBeVisible()
  await expect(shen.sites.pane.getByRole('button', { name: '同意' })).toBeHidden()
  await shen.shell.untilSent()
})

test('the province agrees, and the city sees it without asking', async () => {
  await lin.shell.goTo('sites')
  await lin.sites.open(site.name)
  await lin.sites.approve()
  await lin.shell.untilSent()
  await expect(shen.sites.pane.getByText('已批准')).toBeVisible({ timeout: 30_000 })
  expect(await platform.count("select from site where id = $1 and state = 'temporarily_offline'", site.id)).toBe(1)
})

test('the history of the site says who did what, and why', async () => {
  await lin.sites.tab('历史')
  const entries = lin.sites.pane.getByRole('listitem')
  await expect(entries.filter({ hasText: reason })).toContainText('沈雅琴')
  await expect(entries.filter({ hasText: '林知远' }).first()).toBeVisible()
})

test('a batch reaches the platform item by item, and its undo puts every value back', async () => {
  const owned = () => platform.count('select from "column" where owner = $1', newOwner)
  await lin.shell.goTo('columns')
  await lin.columns.list.search('通知公告')
  await lin.columns.list.choose(3)
  await lin.columns.previewOwner(newOwner)
  await lin.columns.run(3)
  await expect.poll(owned, { timeout: 30_000 }).toBe(3)
  await lin.columns.undo(3)
  await lin.columns.finish()
  await lin.shell.untilSent()
  expect(await owned()).toBe(0)
  expect(await platform.count("select from audit_entry where type = 'column.change' and batch_id is not null")).toBe(6)
})

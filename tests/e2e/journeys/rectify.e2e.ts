import { DemoPlatform } from '#tests/e2e/harness/demo-platform'
import { expect, test } from '#tests/e2e/harness/test'
import { Workplace } from '#tests/e2e/harness/workplace'

test.describe.configure({ mode: 'serial' })

let platform: DemoPlatform
/** The office, and somebody who looks after the sites. */
let lin: Workplace
let shen: Workplace
/** A site whose fault was of one day, and one whose fault is still there. */
let mended: string
let faulty: string

test.beforeAll(async ({ databases }) => {
  test.setTimeout(300_000)
  platform = await DemoPlatform.start(databases)
  await platform.rows(
    `update operator set assignments = '[{"role":"site-admin","scope":{"province":true}}]' where login = 'shenyaqin'`,
  )
  lin = await Workplace.of('linzhiyuan', { platform: platform.address })
  shen = await Workplace.of('shenyaqin', { platform: platform.address })
  mended = await orderedSite("f.url like '%/articles/%'")
  faulty = await orderedSite("f.url not like '%/articles/%' and f.indicator in ('D20', 'D8', 'D19', 'V3')")
})
test.afterAll(async () => {
  await shen?.remove()
  await lin?.remove()
  await platform?.remove()
})

/** A site that has one order only, which nobody has accepted yet, over a fault like this. */
async function orderedSite(fault: string): Promise<string> {
  const [row] = await platform.rows(
    `select s.name from rectification_order o join site s on s.id = o.site_id join finding f on f.order_id = o.id
     where o.state = 'issued' and ${fault}
       and (select count(*) from rectification_order other where other.site_id = s.id) = 1
     order by o.issued_at desc limit 1`,
  )
  if (!row) throw new Error(`no order over ${fault}`)
  return String(row['name'])
}
async function showOrders(place: Workplace): Promise<void> {
  await place.shell.goTo('inspection')
  await place.inspection.tab('整改单')
}

test('the office sees what is overdue and how far it has been escalated', async () => {
  await showOrders(lin)
  await expect(lin.orders.list.rows.first()).toContainText('逾期', { timeout: 60_000 })
  await lin.picture('rectify-list')
  await lin.shell.theme('dark')
  await lin.picture('rectify-list-dark')
  await lin.shell.theme('light')
})

test('the site accepts an order by its key, takes it back, and accepts it again', async () => {
  await showOrders(shen)
  await shen.orders.open(mended)
  await shen.orders.act('a', '签收')
  await shen.orders.untilState('整改中')
  await shen.console.page.keyboard.press('z')
  await shen.orders.untilState('待签收')
  await shen.orders.act('a', '签收')
  await shen.orders.untilState('整改中')
})

test('it asks for more time, which the office grants', async () => {
  await shen.orders.act('e', '申请延期')
  await shen.orders.untilState('申请延期')
  await shen.shell.untilSent()
  await lin.orders.open(mended)
  await lin.orders.untilState('申请延期')
  await lin.orders.act('g', '同意延期')
  await lin.shell.untilSent()
  await expect(shen.orders.pane).toContainText('同意延期至', { timeout: 60_000 })
})

test('what it reports as mended a worker looks at again, and the office closes it', async () => {
  await shen.orders.act('a', '报告已整改', '已恢复页面，并检查了同类链接')
  await shen.shell.untilSent()
  await lin.orders.untilState('待复核')
  await lin.picture('rectify-reported')
  const worker = platform.startWorker()
  try {
    await lin.orders.untilState('待销号', 120_000)
  } finally {
    await worker.stop()
  }
  await expect(lin.orders.pane).toContainText('平台自动')
  await expect(lin.orders.pane).toContainText('已消除')
  await lin.picture('rectify-verified')
  await lin.shell.theme('dark')
  await lin.picture('rectify-verified-dark')
  await lin.shell.theme('light')
  await lin.orders.act('a', '销号')
  await lin.orders.untilState('已销号')
})

test('what is not mended comes back to the site, with the count', async () => {
  await shen.orders.open(faulty)
  await shen.orders.act('a', '签收')
  await shen.orders.untilState('整改中')
  await shen.orders.act('a', '报告已整改', '已通知技术公司处理')
  await shen.shell.untilSent()
  await lin.orders.open(faulty)
  await lin.orders.untilState('待复核')
  await lin.console.page.keyboard.press('a')
  await lin.orders.untilState('整改中', 120_000)
  await lin.orders.untilState('退回 1 次')
  await expect(lin.orders.pane).toContainText('仍存在')
  await lin.picture('rectify-failed')
  await lin.shell.untilSent()
  await shen.orders.untilState('退回 1 次')
})

test('the site shows its orders, and what of them is overdue', async () => {
  await lin.shell.goTo('sites')
  await lin.sites.open(faulty)
  const pane = lin.console.page.getByRole('complementary', { name: '子站详情' })
  await expect(pane).toContainText('逾期整改 1')
  await pane.getByRole('tab', { name: '整改单' }).click()
  await expect(pane.getByRole('link')).toContainText('已逾期')
  await lin.picture('rectify-site')
  await pane.getByRole('link').click()
  await expect(lin.orders.pane).toContainText(faulty)
})

test('the ledger is read and exported', async () => {
  await lin.inspection.tab('报表')
  await lin.console.page.getByRole('button', { name: /整改台账/ }).click()
  await expect(lin.console.page.getByRole('heading', { name: '二、逐项台账' })).toBeVisible()
  await lin.picture('rectify-ledger')
  await lin.inspection.tab('整改单')
})

test('the office supervises', async () => {
  await lin.orders.open(faulty)
  await lin.console.page.keyboard.press('s')
  await expect(lin.console.page.getByRole('dialog', { name: '督办' })).toBeVisible()
  await lin.picture('rectify-supervise')
  await lin.console.page
    .getByRole('dialog', { name: '督办' })
    .getByRole('button', { name: '督办', exact: true })
    .last()
    .click()
  await expect(lin.orders.pane).toContainText('督办')
  expect(
    await platform.count("select from rectification_order where state = 'closed' and closed_at is not null"),
  ).toBeGreaterThan(0)
})

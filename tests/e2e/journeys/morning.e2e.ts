import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { graveFaults } from '#tests/e2e/harness/access'
import { DemoPlatform } from '#tests/e2e/harness/demo-platform'
import { List } from '#tests/e2e/harness/pages/list'
import { expect, test } from '#tests/e2e/harness/test'
import { Workplace } from '#tests/e2e/harness/workplace'

test.describe.configure({ mode: 'serial' })

const pictures = path.resolve('out/e2e-pictures')
const yesterday = new Date(Date.now() + 8 * 3_600_000 - 86_400_000).toISOString().slice(0, 10)
const reason = '该地址只对外网开放，人工打开正常'

let platform: DemoPlatform
/** Inspects the province. */
let lin: Workplace
/** Inspects it on another workstation. */
let fang: Workplace

test.beforeAll(async ({ databases }) => {
  test.setTimeout(300_000)
  mkdirSync(pictures, { recursive: true })
  platform = await DemoPlatform.start(databases)
  lin = await Workplace.of('linzhiyuan', { platform: platform.address })
  fang = await Workplace.of('fangyuanzhou', { platform: platform.address })
})
test.afterAll(async () => {
  for (const place of [lin, fang]) await place?.remove()
  await platform?.remove()
})

/** A picture in each theme, of a page that everybody can use. */
async function still(name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await lin.shell.theme(theme)
    await lin.console.untilStill()
    expect.soft(await graveFaults(page()), `${name} ${theme}`).toEqual([])
    await lin.console.picture(path.join(pictures, `${name}-${theme}.png`))
  }
  await lin.shell.theme('light')
}
const page = () => lin.console.page
const list = () => new List(page(), '今日变化')
const active = () => list().grid.locator('.row.active')
const change = (name: string) => page().getByRole('group', { name: '显示', exact: true }).getByRole('button', { name })

test('the morning opens with what is new and gone, by cause, and keeps what is still there behind a switch', async () => {
  await lin.shell.goTo('inspection')
  await lin.inspection.day(yesterday)
  await expect(change('新增')).toHaveAttribute('aria-pressed', 'true')
  await expect(change('持续')).toHaveAttribute('aria-pressed', 'false')
  await expect(list().rows.first()).toContainText('新增')
  await still('morning')
  const before = await list().total()
  await change('持续').click()
  await expect.poll(() => list().total()).toBeGreaterThan(before)
  await still('morning-still')
  await change('持续').click()
  await expect.poll(() => list().total()).toBe(before)
})

test('causes are judged by keyboard, one after the other, and taken back', async () => {
  await list().rows.first().getByRole('gridcell').last().click()
  const first = await list().rows.first().innerText()
  await page().keyboard.press('a')
  await expect(list().rows.first()).toContainText('已确认')
  await expect(active()).not.toHaveText(first)
  await page().keyboard.press('z')
  await expect(list().rows.first()).toContainText('待处置')
})

test('a false alarm says how far it reaches, until when and why', async () => {
  await list().rows.first().getByRole('gridcell').last().click()
  await page().keyboard.press('f')
  const dialog = page().getByRole('dialog', { name: '误报' })
  await expect(dialog.getByRole('radio', { name: '此地址的同一问题' })).toBeChecked()
  await dialog.getByLabel('理由', { exact: true }).fill(reason)
  await lin.console.picture(path.join(pictures, 'morning-false-alarm-light.png'))
  await dialog.getByRole('button', { name: '误报' }).click()
  await expect(dialog).toBeHidden()
  await expect(list().rows.first()).toContainText('误报')
  await lin.shell.untilSent()
  expect(await platform.count('select from exemption where withdrawn_at is null')).toBe(1)
})

test('what still stands is judged as one', async () => {
  await change('持续').click()
  const open = list().row('持续').filter({ hasText: '待处置' })
  await expect(open.first()).toBeVisible()
  await open.first().getByRole('gridcell').last().click()
  await page().keyboard.press('d')
  await page().getByRole('dialog').getByRole('button', { name: '重复', exact: true }).click()
  await expect(page().getByRole('status').filter({ hasText: '已重复' })).toBeVisible()
  await still('morning-judged')
})

test('a cause on several sites is ordered to each of them', async () => {
  const orders = await platform.count('select from rectification_order')
  const open = list().row('2 个子站').filter({ hasText: '待处置' })
  await open.first().getByRole('gridcell').last().click()
  await page().keyboard.press('o')
  const dialog = page().getByRole('dialog', { name: '分别下发整改单' })
  await expect(dialog).toContainText('向 2 个子站各下发一张整改单')
  await dialog.getByRole('button', { name: '下发 2 张' }).click()
  await expect(dialog).toBeHidden()
  await lin.shell.untilSent()
  expect(await platform.count('select from rectification_order')).toBe(orders + 2)
  await change('持续').click()
})

test('the other console knows the exemption, and may withdraw it', async () => {
  await fang.shell.goTo('inspection')
  await fang.inspection.tab('豁免')
  const exemptions = new List(fang.console.page, '豁免')
  await expect(exemptions.rows.first()).toContainText('林知远', { timeout: 30_000 })
  await exemptions.openFirst()
  const pane = fang.console.page.getByRole('complementary', { name: '豁免详情' })
  await expect(pane).toContainText(reason)
  await lin.inspection.tab('豁免')
  await new List(page(), '豁免').openFirst()
  await still('morning-exemptions')
  await pane.getByRole('button', { name: '撤销豁免' }).click()
  await fang.console.page.getByRole('dialog').getByRole('button', { name: '撤销豁免' }).click()
  await expect(pane).toContainText('已撤销')
  await fang.shell.untilSent()
  expect(await platform.count('select from exemption where withdrawn_at is not null')).toBe(1)
})

test('the pictures show every site and open the day behind a cell', async () => {
  await lin.inspection.tab('态势')
  const grid = page().getByRole('grid', { name: '健康图' })
  await expect(grid).toHaveAttribute('aria-rowcount', /^9\d\d$/)
  await still('pictures-health')
  await page().getByRole('button', { name: '更新图' }).click()
  await expect(page().getByRole('grid', { name: '更新图' })).toBeVisible()
  await still('pictures-freshness')
  await page().getByRole('button', { name: '趋势' }).click()
  await expect(page().getByRole('img', { name: '每日变化' })).toBeVisible()
  await still('pictures-trend')
  await page().getByRole('button', { name: '健康图' }).click()
  await page().getByLabel('只看有问题的').check()
  await grid.focus()
  await page().keyboard.press('ArrowDown')
  await page().keyboard.press('Enter')
  await expect(page().getByRole('tab', { name: '问题' })).toHaveAttribute('aria-selected', 'true')
})

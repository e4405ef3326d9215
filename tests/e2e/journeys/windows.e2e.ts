import type { Page } from '@playwright/test'
import { DemoPlatform } from '#tests/e2e/harness/demo-platform'
import { SitesPage } from '#tests/e2e/harness/pages/sites-page'
import { expect, test } from '#tests/e2e/harness/test'
import { Workplace } from '#tests/e2e/harness/workplace'

test.describe.configure({ mode: 'serial' })

const name = '岚川省档案局'

let platform: DemoPlatform
let lin: Workplace
/** The second window. */
let second: Page

test.beforeAll(async ({ databases }) => {
  test.setTimeout(300_000)
  platform = await DemoPlatform.start(databases)
  lin = await Workplace.of('linzhiyuan', { platform: platform.address })
})
test.afterAll(async () => {
  await lin?.remove()
  await platform?.remove()
})

test('a second window opens on what the first one shows, signed in', async () => {
  await lin.shell.goTo('sites')
  await lin.sites.open(name)
  const opening = lin.console.app.waitForEvent('window')
  await lin.console.page.keyboard.press('Control+k')
  await lin.console.page.getByRole('combobox').fill('新建窗口')
  await lin.console.page.getByRole('option', { name: '新建窗口' }).click()
  second = await opening
  await expect(new SitesPage(second).pane.getByRole('heading', { name })).toBeVisible()
})

test('what is done in one window is in the other at once, and the other way round', async () => {
  await lin.sites.edit('分管领导', '双窗操作人')
  await expect(new SitesPage(second).pane.getByText('双窗操作人')).toBeVisible()
  await new SitesPage(second).edit('分管领导', '第二窗口')
  await expect(lin.sites.pane.getByText('第二窗口')).toBeVisible()
  await lin.shell.untilSent()
  await lin.picture('two-windows-first')
  await second.screenshot({ path: 'out/e2e-pictures/two-windows-second.png', animations: 'disabled' })
  expect(await platform.count("select from site where keeper = '第二窗口'")).toBe(1)
})

test('signing out in one window signs the other one out too', async () => {
  await lin.shell.signOut()
  await expect(second.locator('input[name=password]')).toBeVisible()
  await second.close()
  await lin.signInPage.signIn('linzhiyuan')
  await lin.shell.untilSynced()
})

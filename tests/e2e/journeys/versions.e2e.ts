import type { Site } from '#shared/contract/site'
import { DemoPlatform } from '#tests/e2e/harness/demo-platform'
import { nextConsole, nextPlatform, strictPlatform } from '#tests/e2e/harness/next-version'
import { expect, test } from '#tests/e2e/harness/test'
import { Workplace } from '#tests/e2e/harness/workplace'

test.describe.configure({ mode: 'serial' })

const name = '岚川省档案局'

let platform: DemoPlatform
let lin: Workplace

test.beforeAll(async ({ databases }) => {
  test.setTimeout(300_000)
  platform = await DemoPlatform.start(databases)
  lin = await Workplace.of('linzhiyuan', { platform: platform.address })
  await lin.shell.goTo('sites')
  await lin.sites.open(name)
})
test.afterAll(async () => {
  await lin?.remove()
  await platform?.remove()
})

const picture = async (name: string) => {
  await lin.shell.goTo('sync')
  for (const theme of ['light', 'dark'] as const) {
    await lin.shell.theme(theme)
    await lin.picture(theme === 'light' ? name : `${name}-dark`)
  }
  await lin.shell.theme('light')
}
const siteOnPlatform = async () => (await platform.rows('select * from site where name = $1', name))[0]
const siteHere = async () => {
  const { rows } = await lin.console.ask('rows.list', { kind: 'site', where: {}, search: name, offset: 0, limit: 1 })
  return rows[0] as Site & { readonly dutyPhone?: string }
}
async function editSite(keeper: string): Promise<void> {
  await lin.shell.goTo('sites')
  await lin.sites.open(name)
  await lin.sites.edit('分管领导', keeper)
}

/** The platform's upgrade with its migration: a column that this console has never heard of. */
async function upgradePlatform(build: string): Promise<void> {
  await platform.stop()
  await platform.rows("alter table site add column if not exists duty_phone text not null default ''")
  await platform.start(build)
}

test('on a platform one version ahead, an old console reads, works, and destroys nothing that it does not know', async () => {
  await upgradePlatform(nextPlatform())
  await lin.shell.untilSynced()
  await platform.rows("update site set duty_phone = '0551-12345', version = version + 1 where name = $1", name)
  await expect.poll(async () => (await siteHere()).dutyPhone, { timeout: 30_000 }).toBe('0551-12345')

  await editSite('旧版操作人')
  expect(await siteHere()).toMatchObject({ keeper: '旧版操作人', dutyPhone: '0551-12345' })
  await lin.shell.untilSent()
  expect(await siteOnPlatform()).toMatchObject({ keeper: '旧版操作人', duty_phone: '0551-12345' })
  await expect(lin.shell.status).toContainText('平台已升级')
  await expect(lin.shell.status).not.toContainText('需处理')
  await picture('console-one-version-behind')
})

test('a console that is too old is told what to do, reads and works on, and keeps what it has to send', async () => {
  await upgradePlatform(strictPlatform())
  await expect(lin.shell.status).toContainText('版本过旧', { timeout: 60_000 })
  await editSite('过旧版操作人')
  await expect(lin.shell.status).toContainText('1 条待提交')
  await picture('console-too-old')
  await expect(lin.console.page.getByText('请联系系统管理员安装新版管理台').first()).toBeVisible()
})

test('started again it still opens what is here, and says so', async () => {
  await lin.console.close()
  await lin.console.open()
  await lin.signInPage.signIn('linzhiyuan')
  await expect(lin.shell.status).toContainText('版本过旧', { timeout: 60_000 })
  await expect(lin.shell.status).toContainText('1 条待提交')
  await lin.shell.goTo('sites')
  await lin.sites.open(name)
  await expect(lin.sites.pane.getByText('过旧版操作人')).toBeVisible()
})

test('once the new version is installed, what waited is sent', async () => {
  await lin.install(nextConsole())
  await lin.shell.untilSent()
  expect(await siteOnPlatform()).toMatchObject({ keeper: '过旧版操作人', duty_phone: '0551-12345' })
  await expect(lin.shell.status).not.toContainText('版本过旧')
})

test('a console newer than its platform keeps what it has to send until the platform is upgraded', async () => {
  await platform.stop()
  await platform.start()
  await expect(lin.shell.status).toContainText('平台版本较低', { timeout: 60_000 })
  await editSite('新版操作人')
  await expect(lin.shell.status).toContainText('1 条待提交')
  await lin.shell.goTo('sync')
  await lin.sync.now()
  await picture('platform-one-version-behind')
  await expect(lin.shell.status).not.toContainText('需处理')
  expect(await siteOnPlatform()).toMatchObject({ keeper: '过旧版操作人' })

  await upgradePlatform(nextPlatform())
  await lin.shell.untilSent()
  expect(await siteOnPlatform()).toMatchObject({ keeper: '新版操作人', duty_phone: '0551-12345' })
})

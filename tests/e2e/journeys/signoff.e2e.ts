import { execFile } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { DemoPlatform } from '#tests/e2e/harness/demo-platform'
import { expect, test } from '#tests/e2e/harness/test'
import { Workplace } from '#tests/e2e/harness/workplace'

test.describe.configure({ mode: 'serial' })

let platform: DemoPlatform
/** Signs for the province. */
let wei: Workplace
const folder = path.resolve('out/e2e-signoff')
/** The demo signed it; yesterday still waits for its disposals. */
const hour = 3_600_000
const signedDay = new Date(Date.now() + 8 * hour - 48 * hour).toISOString().slice(0, 10)
const text = '当日 15 时已电话核实，首页恢复访问，其余内容不变。'

test.beforeAll(async ({ databases }) => {
  test.setTimeout(300_000)
  platform = await DemoPlatform.start(databases)
  wei = await Workplace.of('weizhengguo', { platform: platform.address })
  mkdirSync(folder, { recursive: true })
})
test.afterAll(async () => {
  await wei?.remove()
  await platform?.remove()
})

test('a signed day is corrected by an entry of its own, also without the platform', async () => {
  const { page } = wei.console
  await wei.shell.goTo('inspection')
  await wei.inspection.day(signedDay)
  await wei.inspection.tab('日志与签发')
  await platform.stop()
  await page.getByRole('button', { name: '更正本日日志…' }).click()
  const dialog = page.getByRole('dialog')
  const sign = dialog.getByRole('button', { name: '签发更正' })
  await expect(sign).toBeDisabled()
  await dialog.getByLabel('更正原因').fill('漏记一次电话核实')
  await dialog.getByLabel('更正内容').fill(text)
  await wei.picture('signoff-correct')
  await sign.click()
  await expect(dialog).toBeHidden()
  const corrections = page.getByRole('list', { name: '更正' })
  await expect(corrections).toContainText(text)
  await expect(corrections).toContainText('待确认')
  await wei.picture('signoff-unconfirmed')
})

test('it is confirmed once the platform has it, and the exported log verifies offline', async () => {
  const { page } = wei.console
  await platform.start()
  await wei.shell.untilSent()
  await expect(page.getByRole('list', { name: '更正' })).not.toContainText('待确认')
  await wei.picture('signoff-confirmed')
  const file = path.join(folder, 'log.json')
  await wei.console.saveAs(file)
  await wei.inspection.exportAs('JSON')
  const { stdout } = await promisify(execFile)(process.execPath, ['build/bin/zhanqun.mjs', 'verify', file])
  expect(stdout).toContain('有效 valid')
  expect(stdout).toContain('站群管理平台')
})

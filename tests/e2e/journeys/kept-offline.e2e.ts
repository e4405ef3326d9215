import type { Page } from '@playwright/test'
import type { Answer } from '#shared/contract/bridge'
import { DemoPlatform } from '#tests/e2e/harness/demo-platform'
import { Line } from '#tests/e2e/harness/line'
import { expect, test } from '#tests/e2e/harness/test'
import { Workplace } from '#tests/e2e/harness/workplace'

let platform: DemoPlatform
let line: Line
let place: Workplace
test.beforeAll(async ({ databases }) => {
  test.setTimeout(240_000)
  platform = await DemoPlatform.start(databases)
  line = await Line.to(platform.address)
  place = await Workplace.of('luchengyi', { platform: line.address })
})
test.afterAll(async () => {
  await place?.remove()
  await line?.close()
  await platform?.remove()
})

/** Title of an old document whose text is not on this workstation, as the page finds out while it is offline. */
const titleNotKept = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const query = { kind: 'article', where: { state: { in: ['published'] } }, search: '印发', offset: 0, limit: 500 }
    const sort = { by: 'publishedAt', descending: false }
    const listed = (await window.zhanqun.call('rows.list', { ...query, sort })) as Answer<{
      rows: { id: string; title: string }[]
    }>
    if (!listed.ok) throw new Error(listed.error.message)
    for (const { id, title } of listed.value.rows) {
      const text = await window.zhanqun.call('articles.text', { articleId: id })
      if (!text.ok && text.error.detail?.['notKept']) return title
    }
    throw new Error('every text is here')
  })

test('texts are kept by a rule; one that is not here says so, and comes by itself once it is pinned', async () => {
  test.setTimeout(180_000)
  const { page } = place.console
  await place.shell.goTo('sync')
  await page.getByRole('tab', { name: '离线保存范围' }).click()
  const settings = page.getByRole('region', { name: '离线保存范围' })
  await expect(settings).toContainText('已全部保存', { timeout: 90_000 })
  await expect(settings).toContainText(/已保存 [1-9][\d,]* \/ [1-9]/)
  await settings.getByRole('button', { name: '30 天' }).click()
  await expect(settings.getByRole('button', { name: '30 天' })).toHaveAttribute('aria-pressed', 'true')
  await settings.getByRole('button', { name: '7 天', exact: true }).click()
  await expect(settings.getByRole('button', { name: '7 天', exact: true })).toHaveAttribute('aria-pressed', 'true')
  await expect(settings).toContainText('已全部保存', { timeout: 60_000 })
  await expect(settings).toContainText('之前已办结的事项不在本机')
  await place.picture('kept-offline')

  line.cut()
  await place.shell.untilOffline()
  const title = await titleNotKept(page)
  await place.shell.goTo('check')
  await place.check.tab('核查对象')
  await place.check.articles.search(title)
  await place.check.articles.openFirst()
  const pane = page.getByRole('complementary', { name: '稿件', exact: true })
  await expect(pane).toContainText('正文未保存在本机')
  await pane.getByRole('button', { name: '固定到本机' }).click()
  await expect(pane.getByRole('button', { name: '取消固定' })).toBeVisible()
  await place.picture('text-not-kept')

  line.mend()
  await expect(pane.getByRole('region', { name: '稿件正文' })).toBeVisible({ timeout: 60_000 })
  line.cut()
  await place.shell.untilOffline()
  await expect(pane).not.toContainText('正文未保存在本机')
})

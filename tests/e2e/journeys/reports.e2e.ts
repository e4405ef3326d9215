import { mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { DemoPlatform } from '#tests/e2e/harness/demo-platform'
import { expect, test } from '#tests/e2e/harness/test'
import { Workplace } from '#tests/e2e/harness/workplace'

test.describe.configure({ mode: 'serial' })

let platform: DemoPlatform
/** Administers the whole province. */
let lin: Workplace
const folder = path.resolve('out/e2e-reports')

test.beforeAll(async ({ databases }) => {
  test.setTimeout(300_000)
  platform = await DemoPlatform.start(databases)
  lin = await Workplace.of('linzhiyuan', { platform: platform.address })
  mkdirSync(folder, { recursive: true })
})
test.afterAll(async () => {
  await lin?.remove()
  await platform?.remove()
})

test('every report is made of what the console holds, without the platform', async () => {
  await lin.shell.goTo('inspection')
  await lin.inspection.tab('报表')
  await platform.stop()
  const { page } = lin.console
  const kinds = page.getByRole('navigation', { name: '报表种类' }).getByRole('button')
  await expect(kinds.first()).toBeVisible()
  for (const kind of await kinds.all()) {
    await kind.click()
    const title = (await kind.locator('.name').innerText()).trim()
    await expect(page.getByRole('article').getByRole('heading', { level: 1 })).toContainText(title)
  }
})

const beginnings = { Word: 'PK', Excel: 'PK', PDF: '%PDF-' } as const
const reports = [
  ['全省政府网站检查情况的通报', 'bulletin'],
  ['政府网站问题整改台账', 'ledger'],
] as const

for (const [title, name] of reports)
  test(`${name} is exported as Word, Excel and PDF`, async () => {
    const { page } = lin.console
    await page.getByRole('navigation', { name: '报表种类' }).getByRole('button', { name: title }).click()
    await lin.picture(`report-${name}`)
    for (const [format, beginning] of Object.entries(beginnings)) {
      const file = path.join(folder, `${name}.${{ Word: 'docx', Excel: 'xlsx', PDF: 'pdf' }[format]}`)
      await lin.console.saveAs(file)
      await page.getByRole('button', { name: `导出 ${format}` }).click()
      await expect(page.getByText(`已导出到 ${file}`)).toBeVisible({ timeout: 60_000 })
      expect((await readFile(file)).subarray(0, beginning.length).toString('latin1')).toBe(beginning)
    }
  })

import { graveFaults } from '#tests/e2e/harness/access'
import { DemoPlatform } from '#tests/e2e/harness/demo-platform'
import { modules, type ModuleName } from '#tests/e2e/harness/pages/shell-page'
import { expect, test } from '#tests/e2e/harness/test'
import { Workplace } from '#tests/e2e/harness/workplace'

test.describe.configure({ mode: 'serial' })

let platform: DemoPlatform
let lin: Workplace

test.beforeAll(async ({ databases }) => {
  test.setTimeout(180_000)
  platform = await DemoPlatform.start(databases)
  lin = await Workplace.of('linzhiyuan', { platform: platform.address })
})
test.afterAll(async () => {
  await lin?.remove()
  await platform?.remove()
})

const press = (...keys: readonly string[]) =>
  keys.reduce((before, key) => before.then(() => lin.console.page.keyboard.press(key)), Promise.resolve())
const palette = () => lin.console.page.getByRole('dialog', { name: '查找或执行' })

async function openFromPalette(words: string, entry: RegExp): Promise<void> {
  await press('Control+k')
  await expect(palette().getByRole('combobox')).toBeFocused()
  await lin.console.page.keyboard.type(words)
  await expect(palette().getByRole('option', { name: entry }).first()).toHaveAttribute('aria-selected', 'true')
  await press('Enter')
  await expect(palette()).toBeHidden()
}

test('Ctrl+K finds a site by two characters and opens it', async () => {
  await openFromPalette('档案', /档案局/)
  await expect(lin.sites.pane.getByRole('heading', { level: 2 })).toContainText('档案局')
})

test('Ctrl+K finds a column and opens it', async () => {
  await openFromPalette('安全生产', /安全生产/)
  await expect(lin.console.page.getByRole('complementary', { name: '栏目详情' })).toContainText('安全生产')
})

test('? lists the keys of the view on screen, Escape closes the list', async () => {
  await lin.shell.goTo('review')
  await lin.review.queue('初审')
  await lin.review.openApprovable()
  await press('?')
  const sheet = lin.console.page.getByRole('dialog', { name: '快捷键' })
  for (const words of ['下一条', '通过', '退回', '查找或执行']) await expect(sheet).toContainText(words)
  await press('Escape')
  await expect(sheet).toBeHidden()
})

test('a queue is cleared by keys alone: J and K move, A approves and goes on, R returns with a reason', async () => {
  const { review, shell } = lin
  await shell.goTo('review')
  await review.queue('初审')
  await review.openApprovable()
  const first = await review.title()
  await press('j')
  await expect(review.pane.getByRole('heading', { level: 2 })).not.toHaveText(first)
  await press('k')
  await expect(review.pane.getByRole('heading', { level: 2 })).toHaveText(first)
  await expect(review.approveButton).toBeEnabled()
  await press('a')
  await expect(review.list.row(first)).toHaveCount(0)
  const second = await review.title()
  expect(second).not.toBe(first)
  await expect(review.pane.getByRole('button', { name: '退回' })).toBeEnabled()
  await press('r', '2', 'Control+Enter')
  await expect(review.list.row(second)).toHaveCount(0)
  await shell.untilSent()
  const decided = await platform.rows(
    "select state, count(*)::int as n from review_task where title in ($1, $2) and stage = 'first' group by 1 order by 1",
    first,
    second,
  )
  expect(decided).toEqual([
    { state: 'approved', n: 1 },
    { state: 'returned', n: 1 },
  ])
})

for (const theme of ['light', 'dark'] as const)
  test(`no module has a serious fault of access in ${theme}`, async () => {
    await lin.shell.theme(theme)
    for (const module of Object.keys(modules) as ModuleName[]) {
      await lin.shell.goTo(module)
      await lin.console.untilStill()
      expect.soft(await graveFaults(lin.console.page), module).toEqual([])
    }
  })

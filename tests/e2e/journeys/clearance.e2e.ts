import { DemoPlatform } from '#tests/e2e/harness/demo-platform'
import { Line } from '#tests/e2e/harness/line'
import { expect, test } from '#tests/e2e/harness/test'
import { Workplace } from '#tests/e2e/harness/workplace'

test.describe.configure({ mode: 'serial' })

const rejected = "select from command_outcome where type = 'review.approve' and outcome ->> 'result' = 'rejected'"

let platform: DemoPlatform
let line: Line
/** The final reviewer, the one for secrecy, and one who may read the queue but no hits. */
let lu: Workplace
let tang: Workplace
let fang: Workplace
let title: string

test.beforeAll(async ({ databases }) => {
  test.setTimeout(300_000)
  platform = await DemoPlatform.start(databases)
  line = await Line.to(platform.address)
  // An article with one hit only, which blocks, is taken to its last stage.
  const [row] = await platform.rows(
    `select t.id, t.article_id, t.title from review_task t join hit h on h.article_id = t.article_id
     join revision r on r.id = t.revision_id and r.hash = h.subject ->> 'hash'
     where t.state = 'waiting' and t.stage <> 'secrecy' and h.severity = 'block' and h.state = 'open'
       and (select count(*) from hit other where other.article_id = t.article_id) = 1
       and (select count(*) from article other where other.title = t.title) = 1
     order by h.category desc, t.title limit 1`,
  )
  if (!row) throw new Error('no article under review has one blocking hit')
  title = String(row['title'])
  await platform.rows("update review_task set stage = 'final' where id = $1", row['id'])
  await platform.rows("update article set state = 'final_review' where id = $1", row['article_id'])
  lu = await Workplace.of('luchengyi', { platform: line.address })
  tang = await Workplace.of('tangmingde', { platform: platform.address })
  fang = await Workplace.of('fangyuanzhou', { platform: platform.address })
})
test.afterAll(async () => {
  for (const place of [lu, tang, fang]) await place?.remove()
  await line?.close()
  await platform?.remove()
})

async function show(place: Workplace): Promise<void> {
  await place.shell.goTo('review')
  await place.review.queue('终审')
  await place.review.list.search(title)
  await place.review.list.open(title)
  await expect(place.review.pane.getByRole('heading', { name: title })).toBeVisible()
}
/** Clears the hit of the article that is shown. */
async function clear(place: Workplace): Promise<void> {
  const { review, console } = place
  await review.pane.getByRole('button', { name: '在正文中查看第 1 处命中' }).click()
  await review.pane.getByRole('button', { name: '放行', exact: true }).click()
  const dialog = console.page.getByRole('dialog')
  await dialog.getByLabel('理由', { exact: true }).fill('已核对原文并取得公开依据')
  await dialog.getByRole('button', { name: '放行', exact: true }).click()
  await expect(dialog).toBeHidden()
}

test('an article with a blocking hit is approved neither singly nor in a batch', async () => {
  await show(lu)
  await expect(lu.review.pane).toContainText('有 1 处阻断命中未放行')
  await expect(lu.review.approveButton).toBeDisabled()
  await lu.picture('clearance-blocked')
  await lu.review.list.choose(1)
  await lu.console.page.getByRole('button', { name: '通过所选 1 条' }).click()
  const dialog = lu.console.page.getByRole('dialog')
  await expect(dialog).toContainText('处命中未处置')
  await lu.picture('clearance-batch')
  await lu.console.page.keyboard.press('Escape')
})

test('offline, one person clears it, takes that back, and clears it again; it still blocks', async () => {
  line.cut()
  await lu.shell.untilOffline()
  await clear(lu)
  await expect(lu.review.pane).toContainText('您已放行，待第二人')
  await expect(lu.review.approveButton).toBeDisabled()
  await lu.console.page.keyboard.press('z')
  await expect(lu.review.pane).not.toContainText('待第二人')
  await clear(lu)
  await expect(lu.review.pane).toContainText('您已放行，待第二人')
  await lu.picture('clearance-first')
  await lu.shell.goTo('check')
  await lu.check.hits.search(title)
  await expect(lu.check.hits.rows.first()).toContainText('待第二人')
  await lu.picture('clearance-list')
})

test('synced, the second person clears it, and the article can be approved', async () => {
  line.mend()
  await lu.shell.untilSent()
  await show(tang)
  await expect(tang.review.pane).toContainText('待第二人', { timeout: 60_000 })
  await clear(tang)
  await expect(tang.review.pane).toContainText('已放行')
  await tang.picture('clearance-second')
  await tang.shell.untilSent()
  await show(lu)
  await expect(lu.review.approveButton).toBeEnabled({ timeout: 60_000 })
  await lu.review.approve()
  await lu.shell.untilSent()
  expect(await platform.count(rejected)).toBe(0)
  expect(await platform.count("select from hit where state = 'cleared' and disposition -> 'first' is not null")).toBe(1)
})

test('the audit trail tells who looked, who cleared and who approved', async () => {
  const types = async () => (await platform.rows('select type from audit_entry')).map(({ type }) => String(type))
  await expect.poll(types, { timeout: 30_000 }).toContain('hit.look')
  expect((await types()).filter((type) => type === 'hit.dispose').length).toBeGreaterThanOrEqual(2)
  expect(await types()).toContain('review.approve')
})

test('who may not read hits is told so in review, and is offered no list of them', async () => {
  await fang.shell.goTo('review')
  await fang.review.queue('终审')
  await fang.review.list.rows.first().getByRole('gridcell').last().click()
  await expect(fang.review.pane).toContainText('命中（无权查看）')
  await expect(fang.console.page.getByRole('link', { name: '涉密核查' })).toHaveCount(0)
  await fang.picture('clearance-no-right')
})

import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { SealedDocument } from '#shared/contract/sealed-document'
import { verifyDocument } from '#shared/signing/verify-document'
import { demoFiles } from '#platform/demo/files/attachments'
import { DemoPlatform } from '#tests/e2e/harness/demo-platform'
import type { PlatformProcess } from '#tests/e2e/harness/platform-process'
import { expect, test } from '#tests/e2e/harness/test'
import { Workplace } from '#tests/e2e/harness/workplace'

test.describe.configure({ mode: 'serial' })

const inspected = ['ggzyj.lanchuan.gov.example', 'wsb.lanchuan.gov.example', 'daj.lanchuan.gov.example']
const newOwner = '离线责任人'
const leaked = '困难群众临时救助发放明细.xlsx'
const yesterday = new Date(Date.now() + 8 * 3_600_000 - 86_400_000).toISOString().slice(0, 10)

let platform: DemoPlatform
let pages: PlatformProcess
/** Administers sites and columns and inspects. */
let lin: Workplace
/** Gives the final review and disposes of hits. */
let lu: Workplace
/** Signs. */
let wei: Workplace
let approved: string

test.beforeAll(async ({ databases }) => {
  test.setTimeout(300_000)
  platform = await DemoPlatform.start(databases)
  // The sites are no part of the platform: they stay up while it is away.
  pages = await platform.servePagesApart()
  lin = await Workplace.of('linzhiyuan', { platform: platform.address })
  lu = await Workplace.of('luchengyi', { platform: platform.address })
  wei = await Workplace.of('weizhengguo', { platform: platform.address })
})
test.afterAll(async () => {
  for (const place of [lin, lu, wei]) await place?.remove()
  await pages?.stop()
  await platform?.remove()
})

test('online: yesterday is disposed of and handed in, and reaches the signer', async () => {
  await lin.shell.goTo('inspection')
  await lin.inspection.day(yesterday)
  await lin.inspection.confirmOpen()
  await lin.inspection.submit('逐项核实完毕')
  await lin.shell.untilSent()
  await wei.shell.goTo('inspection')
  await wei.inspection.day(yesterday)
  await wei.inspection.tab('日志与签发')
  await expect(wei.inspection.signing.getByRole('button', { name: '签发', exact: true })).toBeVisible({
    timeout: 30_000,
  })
})

test('the platform goes away, and every console says so', async () => {
  await platform.stop()
  for (const place of [lin, lu, wei]) await place.shell.untilOffline()
})

test('offline: a site is edited and a temporary offline period asked for', async () => {
  await lin.shell.goTo('sites')
  await lin.sites.open('岚川省档案局')
  await lin.sites.edit('分管领导', '离线看护人')
  await lin.sites.requestOffline('机房搬迁，停机三天')
})

test('offline: five columns get another owner in one batch', async () => {
  await lin.shell.goTo('columns')
  await lin.columns.list.search('通知公告')
  await lin.columns.list.choose(5)
  await lin.columns.changeOwner(5, newOwner)
})

test('offline: sites are inspected against their real pages, one finding is ordered, one dismissed', async () => {
  await lin.shell.goTo('inspection')
  await lin.inspection.day(today())
  await lin.inspection.run(inspected)
  await lin.inspection.tab('问题')
  await lin.inspection.open('我为政府网站找错')
  await lin.inspection.order()
  await lin.inspection.open('打不开')
  await lin.inspection.dismiss('人工打开正常，属网络波动')
})

test('offline: an article is approved for the last time', async () => {
  await lu.shell.goTo('review')
  await lu.review.queue('终审')
  approved = await lu.review.openApprovable()
  await lu.review.approve()
})

test('offline: a file is checked, and the hit in it disposed of', async () => {
  const file = path.join(lu.console.data, leaked)
  await writeFile(file, demoFiles().faulty.find(({ name }) => name === leaked)?.bytes ?? '')
  await lu.console.pick([file])
  await lu.shell.goTo('check')
  await lu.check.files(1)
  await lu.check.openHit(leaked)
  await lu.check.dispose('确认', '属实，须脱敏后重新提交')
})

test('offline: the signer signs yesterday, and is told that this waits for confirmation', async () => {
  await expect(wei.inspection.signing.getByText('离线，待确认')).toBeVisible()
  await wei.inspection.sign()
})

test('killed and opened again, the consoles still hold everything that was done', async () => {
  const before = await Promise.all([lin, lu, wei].map(unsent))
  for (const place of [lin, lu, wei]) await place.crashAndReturn()
  expect(await Promise.all([lin, lu, wei].map(unsent))).toEqual(before)
  expect(before.flat().length).toBeGreaterThan(10)
  expect(
    await platform.count(
      "select from command_outcome where decided_at > now() - interval '2 hours' and type = 'site.edit'",
    ),
  ).toBe(0)
})

test('the platform comes back, and everything is sent', async () => {
  await platform.start()
  for (const place of [lin, lu, wei]) await place.shell.untilSent()
  for (const place of [lin, lu, wei]) await expect(place.shell.status).not.toContainText('需处理')
})

test('PostgreSQL holds every effect exactly once', async () => {
  const { count } = platform
  const once = async (statement: string, ...values: unknown[]) =>
    expect(await count.call(platform, statement, ...values), statement).toBe(1)
  await once("select from site where name = '岚川省档案局' and keeper = '离线看护人'")
  await once("select from site_request where reason = '机房搬迁，停机三天' and state = 'submitted'")
  expect(await platform.count('select from "column" where owner = $1', newOwner)).toBe(5)
  expect(await platform.count("select from audit_entry where type = 'column.change' and batch_id is not null")).toBe(5)
  await once('select from inspection_run where day = $1', today())
  await once("select from rectification_order where day = $1 and state = 'issued'", today())
  await once("select from finding where day = $1 and state = 'false_positive'", today())
  await once("select from review_task where title = $1 and stage = 'final' and state = 'approved'", approved)
  await once("select from hit where subject ->> 'name' = $1 and state = 'confirmed'", leaked)
  await once('select from sign_off where day = $1', yesterday)
})

test('every command has one outcome, which is "applied", and one audit entry', async () => {
  const ours = 'select id from command_outcome'
  expect(await platform.count(`${ours} where outcome ->> 'result' not like 'applied%'`)).toBe(0)
  expect(await platform.count(`${ours} where repeated`)).toBe(0)
  expect(await platform.count(`${ours} group by id having count(*) > 1`)).toBe(0)
  const applied = await platform.count(ours)
  expect(await platform.count(`select from audit_entry where id in (${ours})`)).toBe(applied)
  expect(applied).toBeGreaterThan(20)
})

test('the signature verifies, by the signer, over what the platform holds', async () => {
  const [row] = await platform.rows('select document from sign_off where day = $1', yesterday)
  const document = row?.['document'] as SealedDocument
  expect(verifyDocument(document)).toEqual([])
  expect(document.manifest.signer.name).toBe('魏正国')
})

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
const unsent = async (place: Workplace) => (await place.console.ask('outbox.list', {})).map(({ id }) => id)

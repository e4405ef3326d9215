import { DemoPlatform } from '#tests/e2e/harness/demo-platform'
import { Line } from '#tests/e2e/harness/line'
import { expect, test } from '#tests/e2e/harness/test'
import { Workplace } from '#tests/e2e/harness/workplace'

test.describe.configure({ mode: 'serial' })

let platform: DemoPlatform
let line: Line
/** Both may give the first review in the capital; only the second one's line to the platform is cut. */
let lin: Workplace
let zhou: Workplace
let title: string

test.beforeAll(async ({ databases }) => {
  test.setTimeout(240_000)
  platform = await DemoPlatform.start(databases)
  line = await Line.to(platform.address)
  lin = await Workplace.of('linzhiyuan', { platform: platform.address })
  zhou = await Workplace.of('zhouwenbo', { platform: line.address })
})
test.afterAll(async () => {
  await lin?.remove()
  await zhou?.remove()
  await line?.close()
  await platform?.remove()
})

/** The offline reviewer approves the first article that can be; answers its title. */
async function approveOffline(): Promise<string> {
  await zhou.shell.goTo('review')
  await zhou.review.queue('初审')
  line.cut()
  await zhou.shell.untilOffline()
  const opened = await zhou.review.openApprovable()
  await zhou.review.approve()
  await expect(zhou.shell.status).toContainText('1 条待提交')
  return opened
}

const approvals = (of: string) =>
  platform.rows("select decided_by from review_task where title = $1 and stage = 'first' and state = 'approved'", of)
const operatorNamed = async (login: string) =>
  (await platform.rows('select id from operator where login = $1', login))[0]?.['id']

test('one reviewer approves offline, another approves the same article online', async () => {
  title = await approveOffline()
  await lin.shell.goTo('review')
  await lin.review.queue('初审')
  await lin.review.list.search(title)
  await lin.review.open(title)
  await lin.review.approve()
  await lin.shell.untilSent()
  expect(await approvals(title)).toEqual([{ decided_by: await operatorNamed('linzhiyuan') }])
})

test('back online, the second approval ends in 待处理 with both versions', async () => {
  line.mend()
  await expect(zhou.shell.status).toContainText('需处理 1', { timeout: 60_000 })
  await zhou.shell.goTo('sync')
  await expect(zhou.sync.parked).toHaveCount(1)
  await expect(zhou.sync.parked).toContainText('初审通过')
  await expect(zhou.sync.parked).toContainText('有冲突')
  await expect(zhou.sync.comparison.first()).toContainText('周文博')
  await expect(zhou.sync.comparison.first()).toContainText('林知远')
})

test('it was never applied', async () => {
  const [outcome] = await platform.rows(
    "select outcome ->> 'result' as result from command_outcome where type = 'review.approve' and outcome ->> 'result' = 'conflict'",
  )
  expect(outcome).toEqual({ result: 'conflict' })
  expect(await approvals(title)).toEqual([{ decided_by: await operatorNamed('linzhiyuan') }])
  const zhouId = await operatorNamed('zhouwenbo')
  expect(
    await platform.count(
      "select from audit_entry where type = 'review.approve' and operator_id = $1 and at > now() - interval '1 hour'",
      zhouId,
    ),
  ).toBe(0)
})

test('it is discarded with a reason, and the console shows the platform’s version', async () => {
  await zhou.sync.discard('已由他人办理，无需重复')
  await expect(zhou.sync.parked).toHaveCount(0)
  await zhou.shell.untilSent()
  await expect(zhou.shell.status).not.toContainText('需处理')
})

test('a text that was revised meanwhile is not approved either', async () => {
  title = await approveOffline()
  await lin.handOver('guzhiming')
  await lin.shell.goTo('review')
  await lin.review.queue('初审')
  await lin.review.list.search(title)
  await lin.review.list.open(title)
  await lin.review.revise('（本段为修改后新增。）')
  await lin.shell.untilSent()
  line.mend()
  await expect(zhou.shell.status).toContainText('需处理 1', { timeout: 60_000 })
  expect(await approvals(title)).toEqual([])
  expect(
    await platform.count("select from review_task where title = $1 and stage = 'first' and state = 'waiting'", title),
  ).toBe(1)
})

test('it is judged anew on the present text, and stays in 待处理 until it is discarded', async () => {
  await zhou.shell.goTo('sync')
  await zhou.sync.redo()
  await expect(zhou.review.pane.getByRole('heading', { name: title })).toBeVisible()
  await zhou.review.approve()
  await expect
    .poll(() => approvals(title), { timeout: 30_000 })
    .toEqual([{ decided_by: await operatorNamed('zhouwenbo') }])
  await expect(zhou.shell.status).toContainText('需处理 1')
  await zhou.shell.goTo('sync')
  await zhou.sync.discard('内容已更新，将重新办理')
  await expect(zhou.sync.parked).toHaveCount(0)
})

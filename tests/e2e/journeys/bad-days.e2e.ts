import { DemoPlatform } from '#tests/e2e/harness/demo-platform'
import { expect, test } from '#tests/e2e/harness/test'
import { Workplace } from '#tests/e2e/harness/workplace'

test.describe.configure({ mode: 'serial' })

const city = '岚都市人民政府'
/** More than one request takes, so that a session can end between two of them. */
const batch = 150

let platform: DemoPlatform
/** Administers the sites of one city. */
let shen: Workplace
/** Administers the whole province. */
let lin: Workplace

test.beforeAll(async ({ databases }) => {
  test.setTimeout(300_000)
  platform = await DemoPlatform.start(databases)
  shen = await Workplace.of('shenyaqin', { platform: platform.address })
  lin = await Workplace.of('linzhiyuan', { platform: platform.address })
})
test.afterAll(async () => {
  for (const place of [shen, lin]) await place?.remove()
  await platform?.remove()
})

const keeperOf = async (name: string) => (await platform.rows('select keeper from site where name = $1', name))[0]

test('rights that were taken while offline: what was done is told as refused, and stays until it is dealt with', async () => {
  const before = await keeperOf(city)
  await platform.stop()
  await shen.shell.untilOffline()
  await shen.shell.goTo('sites')
  await shen.sites.open(city)
  await shen.sites.edit('分管领导', '无权之人')
  await platform.rows(
    `update operator set version = version + 1,
       assignments = (select jsonb_agg(one) from jsonb_array_elements(assignments) one where one ->> 'role' <> 'site-admin')
     where login = 'shenyaqin'`,
  )
  await platform.start()
  await expect(shen.shell.status).toContainText('需处理 1', { timeout: 60_000 })
  await expect(shen.console.page.getByText('站点管理员')).toHaveCount(0)
  await shen.shell.goTo('sync')
  await expect(shen.sync.parked).toContainText('无权')
  await expect(shen.sync.pane.getByText('分管领导 → 无权之人')).toBeVisible()
  await shen.picture('rights-taken')
  expect(await keeperOf(city)).toEqual(before)
})

test('a session that ends while much is sent: the rest waits, and goes once the password was given again', async () => {
  const owned = () => platform.count('select from "column" where owner = \'分批责任人\'')
  await platform.stop()
  await lin.shell.untilOffline()
  await lin.shell.goTo('columns')
  const { rows } = await lin.console.ask('rows.list', {
    kind: 'column',
    where: {},
    search: '',
    offset: 0,
    limit: batch,
  })
  for (const column of rows as readonly { id: string; siteId: string }[])
    await lin.console.ask('commands.submit', {
      type: 'column.change',
      args: { columnId: column.id, siteId: column.siteId, batchId: null, set: { owner: '分批责任人' } },
    })
  await platform.rows(`
    create function end_sessions() returns trigger language plpgsql as $$ begin
      if (select count(*) from audit_entry where type = 'column.change') = 100 then
        delete from refresh_token where session_id in (select id from session where operator_id = new.operator_id);
        delete from session where operator_id = new.operator_id;
      end if;
      return null;
    end $$`)
  await platform.rows(
    'create trigger end_sessions after insert on audit_entry for each row execute function end_sessions()',
  )
  await platform.start()
  await expect(lin.shell.status).toContainText('需重新登录', { timeout: 60_000 })
  await expect(lin.shell.status).toContainText('待提交')
  expect(await owned()).toBeLessThan(batch)
  await lin.picture('session-ended')
  await platform.rows('drop trigger end_sessions on audit_entry')
  await lin.shell.signInAgain()
  await lin.shell.untilSent()
  expect(await owned()).toBe(batch)
  expect(
    await platform.count("select from audit_entry where type = 'column.change' group by id having count(*) > 1"),
  ).toBe(0)
})

test('a platform restored from its backup: what was done since is done again, and seen by everybody', async () => {
  await platform.backUp()
  await lin.shell.untilSynced()
  await lin.shell.goTo('sites')
  await lin.sites.open(city)
  await lin.sites.edit('分管领导', '备份之后')
  await lin.shell.untilSent()
  expect(await keeperOf(city)).toEqual({ keeper: '备份之后' })

  await platform.restore()
  await expect.poll(() => keeperOf(city), { timeout: 90_000 }).toEqual({ keeper: '备份之后' })
  await lin.shell.untilSent()
  await expect(lin.shell.status).not.toContainText('需处理')
  await expect(lin.sites.pane.getByText('备份之后')).toBeVisible()
  await lin.picture('platform-restored')
  await shen.shell.goTo('sites')
  await shen.sites.open(city)
  await shen.sites.tab('登记信息')
  await expect(shen.sites.pane.getByText('备份之后')).toBeVisible({ timeout: 60_000 })
})

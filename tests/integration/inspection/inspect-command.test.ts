import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { command } from '#cli/commands/inspect'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cleanSite, home, list } from '#tests/fixtures/fault-farm/clean-site'
import { html, openFarm, type Farm } from '#tests/fixtures/fault-farm/http-farm'

let farm: Farm
let folder: string

/** The command takes the real clock, so the clean site here is as fresh as today. */
const now = new Date().toISOString().slice(0, 10)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhanqun-inspect-'))
  farm = await openFarm({
    'clean.test': cleanSite({
      '/': html(home(list(now))),
      '/columns/dtyw/': html(home(list(now))),
      '/columns/tzgg/': html(home(list(now))),
    }),
    'stale.test': cleanSite({ '/': html(home(list('2020-01-01'))) }),
  })
})
afterAll(async () => {
  await farm.close()
  await rm(folder, { recursive: true })
})

async function planFile(plan: unknown): Promise<string> {
  const path = join(folder, 'plan.json')
  await writeFile(path, typeof plan === 'string' ? plan : JSON.stringify(plan))
  return path
}

async function run(...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  const code = await command.run(args, {
    stdout: (text) => void out.push(text),
    stderr: (text) => void err.push(text),
    stdin: Readable.from([]),
    signal: new AbortController().signal,
  })
  return { code, out: out.join(''), err: err.join('') }
}

const fast = () => ({ hosts: farm.hosts, perHost: { requestsPerSecond: 5000, parallel: 8 }, depth: 1 })

it('exits 0 over a clean site and prints its figures', async () => {
  const { code, out } = await run('http://clean.test/', '--plan', await planFile(fast()), '--format', 'json')
  expect(JSON.parse(out)).toMatchObject({ site: 'http://clean.test/', findings: [] })
  expect(Object.keys(JSON.parse(out))).toEqual(['site', 'startedAt', 'finishedAt', 'pages', 'links', 'findings'])
  expect(code).toBe(0)
})

it('exits 1 with findings, and prints a list for several addresses', async () => {
  const { code, out } = await run(
    '--format=json',
    '--plan',
    await planFile(fast()),
    'http://clean.test/',
    'http://stale.test',
  )
  const printed = JSON.parse(out)
  expect(printed.map(({ site }: { site: string }) => site)).toEqual(['http://clean.test/', 'http://stale.test/'])
  expect(printed[1].findings[0]).toMatchObject({ indicator: 'V3', severity: 'veto', url: 'http://stale.test/' })
  expect(code).toBe(1)
})

it('compares with the registry entries of the plan file', async () => {
  const sites = [{ url: 'http://clean.test', code: '9901210002' }]
  const { code, out } = await run('http://clean.test/', '--plan', await planFile({ ...fast(), sites }))
  expect(out).toContain('[扣分] G10 网站标识码 9901210001 与登记的 9901210002 不一致')
  expect(code).toBe(1)
})

it.each([
  [[], '请写出要巡查的网址'],
  [['http://clean.test/', '--colour'], '参数有误'],
  [['http://clean.test/', '--format', 'xml'], '--format 只能是 json 或 text'],
  [['ftp://clean.test/'], '网址无效：ftp://clean.test/'],
  [['http://clean.test/', '--plan', '/nowhere/plan.json'], '无法读取巡查方案文件'],
])('exits 2 for %j and says why', async (args, message) => {
  const { code, out, err } = await run(...args)
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(message)
})

it('exits 2 for a bad plan, naming the field', async () => {
  const { code, err } = await run('http://clean.test/', '--plan', await planFile({ perHost: { parallel: 'x' } }))
  expect(err).toContain('字段 perHost.parallel 取值不对，应为整数')
  expect(code).toBe(2)
})

it('exits 2 when a site could not be inspected from here', async () => {
  const plan = await planFile({ witnessHosts: ['witness.invalid'] })
  const { code, out } = await run('http://nowhere.invalid/', '--plan', plan)
  expect(out).toContain('未巡查：本机网络不可用')
  expect(code).toBe(2)
})

it('lists what a person has to look at, when asked to', async () => {
  const plan = await planFile(fast())
  const { out } = await run('http://clean.test/', '--plan', plan, '--format', 'json', '--checklist')
  const { checklist, baseline } = JSON.parse(out)
  expect(checklist).toContainEqual(expect.objectContaining({ item: 'D24.1', indicator: 'D24' }))
  expect(baseline).toMatchObject({ title: '青石县人民政府', menu: expect.arrayContaining(['动态要闻']) })
  expect((await run('http://clean.test/', '--plan', plan, '--checklist')).out).toContain('D24.1 ')
})

it('compares the home page with the baseline of an earlier day', async () => {
  const sites = [
    { url: 'http://clean.test', baseline: { title: '白石县人民政府', scriptHosts: [], menu: ['甲', '乙'] } },
  ]
  const { out } = await run('http://clean.test/', '--plan', await planFile({ ...fast(), sites }))
  expect(out).toContain('[提示] V1 首页与基线相比有异常变化')
})

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { uuidv7 } from 'uuidv7'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Console } from '#core/console'
import { recordChecked } from '#core/check/record'
import type { Listener, Topic } from '#core/events'
import { previewItem } from '#core/batch/preview'
import { bringIn } from '#core/overlay/truth'
import { createRowCalls } from '#core/rows/row-calls'
import { rowsWith } from '#core/rows/rows'
import { createSelections } from '#core/rows/selections'
import { newKey } from '#core/session/key-box'
import { openStore } from '#core/store/open-store'
import type { Article } from '#shared/contract/article'
import type { Column } from '#shared/contract/column'
import type { DeskCalls, DeskEvents, Output } from '#shared/contract/desk'
import type { Finding } from '#shared/contract/finding'
import type { ObservedHit } from '#shared/contract/hit'
import type { Operator } from '#shared/contract/operator'
import type { Site } from '#shared/contract/site'
import { dayOf } from '#shared/domain/calendar'
import { defaultPlan } from '#shared/inspection/plan'
import { verifyFile } from '#shared/signing/verify-file'
import { insertEntities } from '#platform/database/entity-rows'
import { startTestPlatform, type TestPlatform } from '#tests/integration/platform/surroundings'
import {
  aColumn,
  aFinding,
  aHit,
  anArticle,
  anObservedHit,
  anOperator,
  aSite,
  aUnit,
  ids,
  now,
  testId,
} from '#tests/builders'
import { addOperator, bareNative, quietConsole, removeFolder, signIn, temporaryFolder } from './surroundings'

let platform: TestPlatform
let pages: Server
let dataDir: string
let console: Console
let savePath: string | null
let picked: string[]
let revealed: string[]

beforeEach(async () => {
  platform = await startTestPlatform()
  pages = createServer(({ headers }, answer) => {
    if (headers.host?.startsWith('slow.')) return
    answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    answer.end('<html><head><title>云岭市人民政府门户网站</title></head><body><p>首页</p></body></html>')
  })
  await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve))
  const { port } = pages.address() as AddressInfo
  const { db } = platform.platform
  await insertEntities(db, 'unit', [aUnit()])
  await insertEntities(db, 'site', [aSite()])
  await insertEntities(db, 'column', columns)
  await insertEntities(db, 'inspectionPlan', [
    { ...defaultPlan, id: ids.plan, version: 1, depth: 0, witnessHosts: [], hosts: { '*': `127.0.0.1:${port}` } },
  ])
  await addOperator(platform, ['province-admin', 'inspector'])
  await addOperator(platform, ['inspection-signer'], { id: testId(501), login: 'signer', name: '签发人' })
  dataDir = await temporaryFolder()
  savePath = null
  picked = []
  revealed = []
  console = consoleAt(dataDir)
  await enter('operator')
})
afterEach(async () => {
  await console.close()
  await platform.stop()
  pages.closeAllConnections()
  await new Promise((resolve) => pages.close(resolve))
  await removeFolder(dataDir)
})

/** A workstation whose dialogs answer what a test laid out. */
const consoleAt = (folder: string) =>
  quietConsole(folder, {
    native: bareNative({
      pickSave: () => Promise.resolve(savePath),
      pickFiles: () => Promise.resolve(picked),
      reveal({ path: shown }) {
        revealed.push(shown)
        return Promise.resolve(null)
      },
    }),
  })

const columns = Array.from({ length: 120 }, (_, n) => aColumn({ id: testId(1_000 + n), name: `栏目${n}` }))

async function enter(login: string): Promise<void> {
  await signIn(console, platform.url, login)
  await console.desk['sync.now']({})
}

/** Resolves once an event of the topic fits. */
function eventWhere<T extends Topic>(topic: T, fits: (payload: DeskEvents[T]) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const listener: Listener = (told, payload) => {
      if (!isOf(topic, told, payload) || !fits(payload)) return
      stop()
      resolve()
    }
    const stop = console.events.subscribe(listener)
  })
}

const isOf = <T extends Topic>(topic: T, told: Topic, payload: DeskEvents[Topic]): payload is DeskEvents[T] =>
  told === topic && payload !== undefined

describe('a batch', () => {
  const itemsFor = (owner: string) =>
    columns.map(({ id }, n) => ({
      columnId: n === 0 ? testId(9_999) : id,
      siteId: ids.site,
      batchId,
      set: { owner: n === 1 ? '钱编辑' : owner },
    }))
  const batchId = testId(700)

  async function run(owner: string): Promise<Output<DeskCalls['batch.result']>> {
    const finished = eventWhere('batch', ({ done, total }) => done === total)
    await console.desk['batch.run']({ batchId, type: 'column.change', items: itemsFor(owner) })
    await finished
    await console.desk['sync.now']({})
    return console.desk['batch.result']({ batchId })
  }
  const ownerOf = async (n: number) =>
    ((await console.desk['rows.get']({ kind: 'column', id: columns[n]?.id ?? '' })) as Column).owner

  it('shows before and after of each item without changing anything', async () => {
    const preview = await console.desk['batch.preview']({ type: 'column.change', items: itemsFor('孙负责') })
    expect(preview[0]).toMatchObject({ changes: [], refusal: expect.stringContaining('不存在') as string })
    expect(preview[1]).toMatchObject({ label: '栏目1', changes: [], refusal: '没有变化' })
    expect(preview[2]).toMatchObject({
      subject: `column:${columns[2]?.id}`,
      siteId: ids.site,
      changes: [{ field: 'owner', before: '钱编辑', after: '孙负责' }],
      refusal: null,
    })
    expect(await ownerOf(2)).toBe('钱编辑')
    expect(await console.desk['outbox.list']({})).toEqual([])
  })

  it('does what it can, tells what became of each item, and is taken back as a whole', async () => {
    const { items, running } = await run('孙负责')
    expect(running).toBe(false)
    const states = items.map(({ state }) => state)
    expect(states.slice(0, 3)).toEqual(['refused', 'unchanged', 'applied'])
    expect(new Set(states.slice(2))).toEqual(new Set(['applied']))
    expect(await console.desk['batch.list']({})).toMatchObject([{ batchId, total: 120, applied: 118, refused: 1 }])
    expect(await ownerOf(50)).toBe('孙负责')

    const undoBatchId = testId(701)
    const undone = eventWhere('batch', ({ batchId: id, done, total }) => id === undoBatchId && done === total)
    await console.desk['batch.undo']({ batchId, undoBatchId })
    await undone
    await console.desk['sync.now']({})
    expect(await ownerOf(50)).toBe('钱编辑')
    const after = (await console.desk['batch.result']({ batchId })).items.map(({ state }) => state)
    expect(new Set(after.slice(2))).toEqual(new Set(['undone']))
    expect(await console.desk['sync.status']({})).toMatchObject({ waiting: 0, parked: 0 })
    const twice = async () => console.desk['batch.undo']({ batchId, undoBatchId })
    await expect(twice()).rejects.toMatchObject({ code: 'rule' })
  })
})

describe('undo', () => {
  it('puts back what one command changed, once, and not over a later change', async () => {
    const submit = async (owner: string) =>
      console.desk['commands.submit']({
        type: 'column.change',
        args: { columnId: testId(1_000), siteId: ids.site, batchId: null, set: { owner } },
      })
    const { id: first } = await submit('孙负责')
    const { id: second } = await submit('周负责')
    const undo = async (id: string) => console.desk['commands.undo']({ id })
    await expect(undo(first)).rejects.toMatchObject({ code: 'conflict' })
    await undo(second)
    await expect(undo(second)).rejects.toMatchObject({ code: 'rule' })
    await console.desk['sync.now']({})
    const row = { kind: 'column', id: testId(1_000) } as const
    expect(await console.desk['rows.get'](row)).toMatchObject({ owner: '孙负责', version: 5 })
  })
})

describe('a day of inspection', () => {
  const today = () => dayOf(Date.now())

  async function inspect(): Promise<Finding[]> {
    const finished = eventWhere('inspection', ({ state, done }) => state === 'idle' && done === 1)
    await console.desk['inspection.start']({ planId: ids.plan, siteIds: [ids.site] })
    await finished
    expect(await console.desk['inspection.progress']({})).toMatchObject({ problem: null, sites: [{ state: 'done' }] })
    await console.desk['sync.now']({})
    const where = { day: { in: [today()] } }
    const list = await console.desk['rows.list']({ kind: 'finding', where, search: '', offset: 0, limit: 500 })
    return list.rows as Finding[]
  }

  async function review(findings: readonly Finding[]): Promise<void> {
    for (const { id, siteId, day, hash } of findings)
      await console.desk['commands.submit']({
        type: 'finding.dispose',
        args: { findingId: id, siteId, day, seen: hash, as: 'false_positive', reason: '测试页面' },
      })
    await console.desk['commands.submit']({ type: 'day.review', args: { day: today(), remark: '零报告' } })
    await console.desk['sync.now']({})
  }

  it('goes from the run over disposal to a signed log that verifies', async () => {
    const findings = await inspect()
    expect(findings.length).toBeGreaterThan(0)
    await review(findings)
    expect(await console.desk['outbox.list']({})).toEqual([])
    expect(await console.desk['log.preview']({ day: today() })).toMatchObject({
      refusal: expect.stringContaining('签发') as string,
    })

    await enter('signer')
    const preview = await console.desk['log.preview']({ day: today() })
    expect(preview).toMatchObject({ refusal: null, certain: true, previousDay: null })
    const stale = (async () => console.desk['log.sign']({ day: today(), seen: '0'.repeat(64) }))()
    await expect(stale).rejects.toMatchObject({ code: 'conflict' })
    const { signOffId } = await console.desk['log.sign']({ day: today(), seen: preview.hash })
    await console.desk['sync.now']({})
    expect(await console.desk['outbox.list']({})).toEqual([])
    expect(await console.desk['rows.get']({ kind: 'signOff', id: signOffId })).toMatchObject({ version: 1 })

    expect(await console.desk['log.export']({ signOffId, format: 'json' })).toEqual({ path: null })
    savePath = path.join(dataDir, 'log.json')
    await console.desk['log.export']({ signOffId, format: 'json' })
    expect(verifyFile(await readFile(savePath))).toMatchObject({ faults: [] })

    await console.desk['exports.reveal']({ path: savePath })
    expect(revealed).toEqual([savePath])
    const elsewhere = (async () => console.desk['exports.reveal']({ path: '/etc/passwd' }))()
    await expect(elsewhere).rejects.toMatchObject({ code: 'not-found' })
    expect(revealed).toEqual([savePath])
  })
})

describe('leaving while an inspection runs', () => {
  const slow = aSite({ id: testId(31), code: '3401000031', domain: 'slow.example', url: 'http://slow.example/' })

  async function startWithOneDone(): Promise<void> {
    await insertEntities(platform.platform.db, 'site', [slow])
    await console.desk['sync.now']({})
    const oneDone = eventWhere('inspection', ({ done }) => done === 1)
    await console.desk['inspection.start']({ planId: ids.plan, siteIds: [ids.site, slow.id, ids.site] })
    await oneDone
  }
  const recorded = async () =>
    (await console.desk['rows.list']({ kind: 'inspectionRun', where: {}, search: '', offset: 0, limit: 5 })).rows

  it('is refused to who signs out, who may cancel and keeps what was seen', async () => {
    await startWithOneDone()
    const signOut = async (leaveUnsent: boolean) => console.desk['session.signOut']({ leaveUnsent })
    await expect(signOut(true)).rejects.toMatchObject({ code: 'rule', detail: { running: 1 } })
    const ended = eventWhere('inspection', ({ state }) => state === 'idle')
    await console.desk['inspection.cancel']({})
    await ended
    expect(await recorded()).toMatchObject([{ sites: [{ siteId: ids.site }] }])
    await signOut(true)
  })

  it('keeps what was seen when the console is closed in the middle', async () => {
    await startWithOneDone()
    await console.close()
    console = consoleAt(dataDir)
    await enter('operator')
    expect(await recorded()).toMatchObject([{ sites: [{ siteId: ids.site }] }])
    expect(await console.desk['sync.status']({})).toMatchObject({ waiting: 0, parked: 0 })
  })
})

describe('a content check', () => {
  async function check(file: string): Promise<Output<DeskCalls['check.results']>> {
    const finished = eventWhere('check', ({ state, done, total }) => state === 'idle' && done === total)
    picked = [file]
    const paths = await console.desk['check.pickFiles']({ folders: false })
    await console.desk['check.start']({ articleIds: [], paths })
    await finished
    return console.desk['check.results']({})
  }
  const hits = async () =>
    (await console.desk['rows.list']({ kind: 'hit', where: {}, search: '', offset: 0, limit: 10 })).total

  it('finds an ID number in a file, keeps it masked, and only once however often the file is checked', async () => {
    const file = path.join(dataDir, '名单.txt')
    await writeFile(file, '联系人身份证号码：11010519491231002X。')
    const [first] = await check(file)
    expect(first).toMatchObject({ subject: { type: 'file', name: '名单.txt' }, unreadable: null })
    expect(JSON.stringify(first)).not.toContain('194912310')
    await check(file)
    await console.desk['sync.now']({})
    expect(await hits()).toBe(first?.hits.length)
    expect(await console.desk['sync.status']({})).toMatchObject({ waiting: 0, parked: 0 })
  })

  it('of one file on two workstations changes nothing the second time, whoever comes first', async () => {
    const file = path.join(dataDir, '名单.txt')
    await writeFile(file, '联系人身份证号码：11010519491231002X。')
    const first = console
    const elsewhere = path.join(dataDir, 'elsewhere')
    console = consoleAt(elsewhere)
    await enter('operator')
    await check(file)
    const second = console
    console = first
    const [seen] = await check(file)
    for (console of [second, first, second]) await console.desk['sync.now']({})
    for (console of [first, second]) {
      expect(await hits()).toBe(seen?.hits.length)
      expect(await console.desk['sync.status']({})).toMatchObject({ waiting: 0, parked: 0 })
    }
    const states = await platform.platform.db.selectFrom('hit').select('state').execute()
    expect(states.map(({ state }) => state)).toEqual(seen?.hits.map(() => 'open'))
    await second.close()
    console = first
  })

  it('keeps what was known of a part that can not be read this time, and brings back what was gone', () => {
    const store = openStore(path.join(dataDir, 'record.db'), newKey())
    const actor = { by: anOperator(['province-admin']), at: now }
    const bring = (kind: 'site' | 'article', row: Site | Article) =>
      store.transaction(() => {
        const body = JSON.stringify(row)
        bringIn(store, [{ kind, id: row.id, version: row.version, generation: 1, body }], [], actor.by)
      })
    bring('site', aSite())
    const hash = 'a'.repeat(64)
    bring('article', anArticle({ state: 'published', publishedHash: hash }))
    const subject = { type: 'article', articleId: ids.article, name: '通知', hash } as const
    const inBody = anObservedHit({ part: 'body' })
    const inFile = anObservedHit({ part: '附件 名单.xlsx › 1' })
    const record = (seen: ObservedHit[], unreadable: string | null = null) =>
      recordChecked(store, actor, { siteId: ids.site, subject, hits: seen, unreadable })
    const states = () => rowsWith(store, 'hit', 'articleId', ids.article).map(({ part, state }) => `${part} ${state}`)
    const commands = () => store.all('SELECT id FROM command').length

    record([inBody, inFile])
    record([inBody], '附件无法读取')
    expect(states().sort()).toEqual(['body open', `${inFile.part} open`])
    expect(commands()).toBe(1)
    record([inBody])
    expect(states().sort()).toEqual(['body open', `${inFile.part} gone`])
    record([inBody, inFile])
    expect(states().sort()).toEqual(['body open', `${inFile.part} open`])
    record([inBody, inFile])
    expect(commands()).toBe(3)
    store.close()
  })

  it('reads no file that was not picked in the dialog', async () => {
    const file = path.join(dataDir, '名单.txt')
    await writeFile(file, '联系人身份证号码：11010519491231002X。')
    const start = async (...paths: string[]) => console.desk['check.start']({ articleIds: [], paths })
    await expect(start(file)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(start('/etc/passwd')).rejects.toMatchObject({ code: 'forbidden' })
    expect(await console.desk['check.results']({})).toEqual([])
    await check(file)
    await enter('signer')
    await expect(start(file)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('is shown to nobody whose right to read hits was taken, though the rows are still here', async () => {
    const store = openStore(path.join(dataDir, 'rights.db'), newKey())
    const inspector = anOperator(['inspector'])
    const hit = aHit()
    store.transaction(() => {
      const body = JSON.stringify(hit)
      bringIn(store, [{ kind: 'hit', id: hit.id, version: 1, generation: 1, body }], [], inspector)
    })
    const selection = { kind: 'hit', where: {}, search: '' } as const
    const seenBy = async (by: Operator) => {
      const calls = createRowCalls({ store, selections: createSelections(store), operator: () => by })
      const { total } = await calls['rows.list']({ ...selection, offset: 0, limit: 5 })
      const [ids, counts] = [
        await calls['rows.ids'](selection),
        await calls['rows.counts']({ ...selection, by: 'state' }),
      ]
      const many = await calls['rows.many']({ kind: 'hit', ids: [hit.id] })
      const got = await (async () => calls['rows.get']({ kind: 'hit', id: hit.id }))().catch(() => null)
      return [total, ids.length, counts.length, many.length, got === null ? 0 : 1]
    }
    expect(await seenBy(anOperator(['security-auditor']))).toEqual([1, 1, 1, 1, 1])
    expect(await seenBy(inspector)).toEqual([0, 0, 0, 0, 0])
    const args = { hitId: hit.id, siteId: ids.site, articleId: ids.article, seen: hit.subject.hash, as: 'cleared' }
    const preview = previewItem(store, { by: inspector, at: now }, 'hit.dispose', { ...args, reason: '试探' })
    expect(JSON.stringify(preview)).not.toContain(hit.text)
    store.close()
  })

  it('says why a file could not be read', async () => {
    const [missing] = await check(path.join(dataDir, `${uuidv7()}.docx`))
    expect(missing?.unreadable).toMatch(/无法读取/)
  })
})

describe('the overview', () => {
  it('counts what is there', async () => {
    const figures = await console.desk['overview.figures']({})
    expect(figures).toMatchObject({
      sites: [{ value: 'running', count: 1 }],
      columns: 120,
      emptyColumns: 0,
      staleColumns: 120,
      today: { state: 'planned', inspectedSites: 0, findings: 0 },
    })
    expect(figures.freshness).toMatchObject([{ type: 'notice' }])
    expect(figures.freshness[0]?.buckets.reduce((sum, count) => sum + count, 0)).toBe(120)
  })
})

describe('a list', () => {
  it('refuses fields that it does not know and searches where there are no words', async () => {
    const list = (over: object) =>
      (async () => console.desk['rows.list']({ kind: 'column', where: {}, search: '', offset: 0, limit: 5, ...over }))()
    await expect(list({ where: { 'owner"; DROP TABLE row_column; --': { in: ['x'] } } })).rejects.toMatchObject({
      code: 'invalid',
    })
    await expect(list({ sort: { by: 'rowid', descending: false } })).rejects.toMatchObject({ code: 'invalid' })
    await expect(list({ kind: 'signOff', search: '签发' })).rejects.toMatchObject({ code: 'invalid' })
  })

  it('filters, sorts and counts sites by their worst standing finding, and follows what becomes of it', async () => {
    const [clean, hinted] = [testId(41), testId(42)].map((id, n) =>
      aSite({ id, code: `340100004${n}`, domain: `n${n}.example`, url: `http://n${n}.example/` }),
    )
    if (!clean || !hinted) throw new Error('two sites were made')
    const { db } = platform.platform
    await insertEntities(db, 'site', [clean, hinted])
    const veto = aFinding({ id: testId(51), severity: 'veto' })
    await insertEntities(db, 'finding', [
      veto,
      aFinding({ id: testId(52), severity: 'hint' }),
      aFinding({ id: testId(53), severity: 'hint', siteId: hinted.id, state: 'confirmed' }),
      aFinding({ id: testId(54), severity: 'veto', siteId: clean.id, state: 'false_positive' }),
      aFinding({ id: testId(55), severity: 'veto', siteId: clean.id, state: 'closed' }),
    ])
    await console.desk['sync.now']({})
    const sites = { kind: 'site', search: '' } as const
    const withHealth = async (...levels: number[]) =>
      console.desk['rows.ids']({ ...sites, where: { health: { in: levels } } })
    const counts = async (search = '') => console.desk['rows.counts']({ ...sites, search, where: {}, by: 'health' })
    expect(await withHealth(3)).toEqual([ids.site])
    expect(await withHealth(0, 1)).toEqual(expect.arrayContaining([clean.id, hinted.id]))
    const each = [0, 1, 3].map((value) => ({ value, count: 1 }))
    expect(await counts()).toEqual(each)
    expect(await counts('云岭')).toEqual(each)
    const sort = { by: 'health', descending: true }
    const list = await console.desk['rows.list']({ ...sites, where: {}, sort, offset: 0, limit: 5 })
    expect(list.rows.map((row) => (row as Site).id)).toEqual([ids.site, hinted.id, clean.id])

    const told = eventWhere('changed', ({ kinds }) => kinds.includes('site'))
    await console.desk['commands.submit']({
      type: 'finding.dispose',
      args: {
        findingId: veto.id,
        siteId: ids.site,
        day: veto.day,
        seen: veto.hash,
        as: 'false_positive',
        reason: '线路故障',
      },
    })
    await told
    expect(await withHealth(3)).toEqual([])
    expect(await counts()).toEqual([
      { value: 1, count: 2 },
      { value: 0, count: 1 },
    ])
    const columnsOf = { kind: 'column', search: '', by: 'owner' } as const
    const ofHinted = { 'site.health': { in: [1] } }
    expect(await console.desk['rows.counts']({ ...columnsOf, where: ofHinted })).toEqual([
      { value: '钱编辑', count: 120 },
    ])
  })

  it('filters by fields of the row and of its site, in order, with the true total', async () => {
    const where = { 'site.regionCode': { from: '340100', to: '340199' }, owner: { in: ['钱编辑', null] } }
    const sort = { by: 'name', descending: true }
    const list = await console.desk['rows.list']({ kind: 'column', where, search: '', sort, offset: 0, limit: 2 })
    expect(list).toMatchObject({ total: 120, rows: [{ name: '栏目99' }, { name: '栏目98' }] })
    const counts = await console.desk['rows.counts']({ kind: 'column', where, search: '栏目', by: 'secrecyReview' })
    expect(counts).toEqual([{ value: false, count: 120 }])
    expect(await console.desk['rows.ids']({ kind: 'column', where, search: '栏目 7' })).toHaveLength(11)
    expect(await console.desk['rows.ids']({ kind: 'column', where, search: '云岭' })).toHaveLength(120)
  })
})

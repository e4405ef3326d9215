import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { submit } from '#core/outbox/submit'
import { newKey } from '#core/session/key-box'
import { openStore } from '#core/store/open-store'
import type { Store } from '#core/store/store'
import { bringIn } from '#core/overlay/truth'
import { readRow } from '#core/rows/rows'
import { aColumn, anOperator, aSite, ids, now, testId } from '#tests/builders'
import { removeFolder, temporaryFolder } from './surroundings'

let folder: string
let store: Store
const by = anOperator(['province-admin'])

beforeEach(async () => {
  folder = await temporaryFolder()
  store = openStore(path.join(folder, 'console.db'), newKey())
  const truth = { version: 3, generation: 1 }
  store.transaction(() =>
    bringIn(
      store,
      [
        { kind: 'site', id: ids.site, ...truth, body: JSON.stringify(aSite()) },
        { kind: 'column', id: ids.column, ...truth, body: JSON.stringify(aColumn({ version: 3 })) },
      ],
      [],
      by,
    ),
  )
})
afterEach(async () => {
  store.close()
  await removeFolder(folder)
})

const change = (owner: string) => ({
  type: 'column.change',
  args: { columnId: ids.column, siteId: ids.site, batchId: null, set: { owner } },
})

it('says that the disk is full and keeps neither half of a command', () => {
  const pages = store.get<{ page_count: number }>('PRAGMA page_count')?.page_count ?? 0
  store.exec(`PRAGMA max_page_count = ${pages}`)
  const long = '很长的名字'.repeat(20_000)
  expect(() => submit(store, { by, at: now }, change(long))).toThrow(
    expect.objectContaining({ code: 'unavailable', message: expect.stringContaining('磁盘空间已满') as string }),
  )
  expect(readRow(store, 'column', ids.column)).toMatchObject({ owner: '钱编辑', version: 3 })
  expect(store.all('SELECT id FROM command')).toEqual([])
  store.exec(`PRAGMA max_page_count = ${pages + 10_000}`)
  submit(store, { by, at: now }, change('孙负责'))
  expect(readRow(store, 'column', ids.column)).toMatchObject({ owner: '孙负责', version: 4 })
})

it('loses no row of the feed that came while it was full and comes again', () => {
  const pages = store.get<{ page_count: number }>('PRAGMA page_count')?.page_count ?? 0
  const entries = [1, 2, 3].map((n) => ({ id: testId(n), reason: '很长的理由'.repeat(n === 2 ? 20_000 : 1) }))
  const truths = entries.map((entry) => ({
    kind: 'auditEntry' as const,
    id: entry.id,
    version: 1,
    generation: 1,
    body: JSON.stringify(entry),
  }))
  const take = () => store.transaction(() => bringIn(store, truths, [], by))
  store.exec(`PRAGMA max_page_count = ${pages}`)
  expect(take).toThrow(expect.objectContaining({ code: 'unavailable' }))
  store.exec(`PRAGMA max_page_count = ${pages + 10_000}`)
  take()
  expect(entries.map(({ id }) => readRow(store, 'auditEntry', id)?.reason)).toEqual(entries.map(({ reason }) => reason))
})

it('says that the database may only be read', () => {
  store.exec('PRAGMA query_only = ON')
  expect(() => submit(store, { by, at: now }, change('孙负责'))).toThrow(
    expect.objectContaining({ code: 'unavailable', message: expect.stringContaining('只读') as string }),
  )
})

it('puts the truth back under a pending command and judges it again when the row comes back to its base', () => {
  submit(store, { by, at: now }, change('孙负责'))
  const arrive = (owner: string, version: number) =>
    store.transaction(() => {
      const body = JSON.stringify(aColumn({ owner, version }))
      bringIn(store, [{ kind: 'column', id: ids.column, version, generation: 1, body }], [], by)
    })
  arrive('乙负责', 4)
  expect(readRow(store, 'column', ids.column)).toMatchObject({ owner: '乙负责', version: 4 })
  arrive('钱编辑', 3)
  expect(readRow(store, 'column', ids.column)).toMatchObject({ owner: '孙负责', version: 4 })
})

it('forgets rows that the platform took away, with the words they were found by', () => {
  store.transaction(() =>
    bringIn(store, [{ kind: 'column', id: ids.column, version: 4, generation: 1, body: null }], [], by),
  )
  expect(readRow(store, 'column', ids.column)).toBeNull()
  expect(store.get(`SELECT rowid FROM search_column WHERE words MATCH '"通 知"'`)).toBeUndefined()
})

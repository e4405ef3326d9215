import { hash } from '@node-rs/argon2'
import { copyFile, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Console } from '#core/console'
import { newKey } from '#core/session/key-box'
import { openStore } from '#core/store/open-store'
import { insertEntities } from '#platform/database/entity-rows'
import { startTestPlatform, type TestPlatform } from '#tests/integration/platform/surroundings'
import { aColumn, aSite, aUnit } from '#tests/builders'
import { addOperator, bareNative, password, quietConsole, removeFolder, signIn, temporaryFolder } from './surroundings'

const nowhere = 'http://127.0.0.1:9'
let platform: TestPlatform
let dataDir: string
let open: Console[]

beforeAll(async () => {
  platform = await startTestPlatform()
  await addOperator(platform, ['province-admin'])
  await insertEntities(platform.platform.db, 'unit', [aUnit()])
  await insertEntities(platform.platform.db, 'site', [aSite()])
  await insertEntities(platform.platform.db, 'column', [aColumn()])
})
afterAll(() => platform.stop())
beforeEach(async () => {
  dataDir = await temporaryFolder()
  open = []
})
afterEach(async () => {
  await Promise.all(open.map((console) => console.close()))
  await removeFolder(dataDir)
})

function start(native = bareNative()): Console {
  const console = quietConsole(dataDir, { native })
  open.push(console)
  return console
}

/** Signs in online, syncs, closes; answers the folder of the operator's store. */
async function used(native = bareNative()): Promise<string> {
  const console = start(native)
  await signIn(console, platform.url)
  await console.desk['sync.now']({})
  await console.close()
  const [store] = await readdir(path.join(dataDir, 'stores'))
  return path.join(dataDir, 'stores', store ?? '')
}

/** The same store, as if its platform could not be reached. */
async function asOffline(folder: string): Promise<void> {
  const { placeOf } = await import('#core/session/places')
  const { keyFile } = placeOf(dataDir, nowhere, 'operator')
  await rename(folder, path.dirname(keyFile))
}

const databaseIn = (folder: string) => path.join(folder, 'console.db')

describe('signing in offline', () => {
  it('opens what was synchronised before, by the password alone', async () => {
    await asOffline(await used())
    const console = start()
    expect(await signIn(console, nowhere)).toMatchObject({ online: false, operator: { login: 'operator' } })
    const list = await console.desk['rows.list']({ kind: 'site', where: {}, search: '门户', offset: 0, limit: 5 })
    expect(list).toMatchObject({ total: 1 })
  })

  it('refuses a wrong password', async () => {
    await asOffline(await used())
    await expect(signIn(start(), nowhere, 'operator', 'wrong')).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('says that the first sign-in needs the platform', async () => {
    await expect(signIn(start(), nowhere)).rejects.toMatchObject({ code: 'unavailable' })
  })

  it.each(['http://', 'http://x y/', 'https://name:secret@host/', 'https://host/?q=1', 'https:///'])(
    'says that %s is no address of a platform',
    async (address) => {
      await expect(signIn(start(), address)).rejects.toMatchObject({ code: 'invalid' })
    },
  )

  it('tells who has a store here', async () => {
    await used()
    const known = [{ login: 'operator', name: '王操作', platform: platform.url }]
    expect(await start().desk['session.state']({})).toMatchObject({ operator: null, known, keyProtection: 'password' })
  })
})

describe('signing in online', () => {
  it('passes on that the password is wrong, whatever this workstation knows', async () => {
    await used()
    await expect(signIn(start(), platform.url, 'operator', 'wrong')).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('asks for the former password once after it was changed on the platform', async () => {
    await used()
    const changed = 'Another-2027'
    const setPassword = async (text: string) =>
      platform.platform.db
        .updateTable('operatorPassword')
        .set({ hash: await hash(text) })
        .execute()
    await setPassword(changed)
    const console = start()
    await expect(signIn(console, platform.url, 'operator', changed)).rejects.toMatchObject({ code: 'locked' })
    const credentials = { platform: platform.url, login: 'operator', password: changed }
    const guess = console.desk['session.signIn']({ ...credentials, formerPassword: 'a guess' })
    await expect(guess).rejects.toMatchObject({ code: 'locked' })
    await console.desk['session.signIn']({ ...credentials, formerPassword: password })
    await console.close()
    await signIn(start(), platform.url, 'operator', changed)
    await setPassword(password)
  })
})

describe('the local store', () => {
  it('holds nothing in the clear, in any of its files', async () => {
    const folder = await used()
    for (const name of await readdir(folder)) {
      const bytes = await readFile(path.join(folder, name))
      for (const text of [aSite().name, aColumn().name, aSite().domain, password, 'SQLite format'])
        expect(bytes.includes(text), `${name} holds ${text}`).toBe(false)
    }
  })

  it('lies under the key ring of the system too, where there is one', async () => {
    const swap = (text: string) =>
      Buffer.from(Buffer.from(text, 'base64').map((byte) => byte ^ 0x5a)).toString('base64')
    const ring = bareNative({
      canWrap: () => Promise.resolve(true),
      wrap: ({ secret }) => Promise.resolve(swap(secret)),
      unwrap: ({ wrapped }) => Promise.resolve(swap(wrapped)),
    })
    const folder = await used(ring)
    expect(JSON.parse(await readFile(path.join(folder, 'key.json'), 'utf8'))).toMatchObject({ protection: 'system' })
    await signIn(start(ring), platform.url)
    const elsewhere = start(bareNative({ canWrap: () => Promise.resolve(true) }))
    await expect(signIn(elsewhere, platform.url)).rejects.toMatchObject({ code: 'unreadable' })
  })

  it('is told apart from a wrong key, and left as it is', async () => {
    const folder = await used()
    const before = await readFile(databaseIn(folder))
    expect(() => openStore(databaseIn(folder), newKey())).toThrow(expect.objectContaining({ code: 'unreadable' }))
    expect((await readFile(databaseIn(folder))).equals(before)).toBe(true)
  })

  it('is unreadable when it was cut off, and left as it is', async () => {
    const folder = await used()
    await truncate(databaseIn(folder), 20_000)
    await expect(signIn(start(), platform.url)).rejects.toMatchObject({ code: 'unreadable' })
    expect(await readFile(databaseIn(folder))).toHaveLength(20_000)
  })

  it('that is damaged is set aside whole on request, and the next sign-in builds a new one', async () => {
    const folder = await used()
    const account = { platform: platform.url, login: 'operator' }
    const console = start()
    const setAside = async () => console.desk['session.setAsideStore'](account)
    await expect(setAside()).rejects.toMatchObject({ code: 'rule' })
    await truncate(databaseIn(folder), 20_000)
    await expect(signIn(console, platform.url)).rejects.toMatchObject({ code: 'unreadable', detail: { damaged: true } })
    const aside = await setAside()
    expect(aside.folder).toMatch(/\.damaged-\d{8}T\d{6}Z$/)
    expect(await readFile(databaseIn(aside.folder))).toHaveLength(20_000)
    expect(await readdir(aside.folder)).toContain('key.json')
    expect((await console.desk['session.state']({})).known).toEqual([])
    await expect(setAside()).rejects.toMatchObject({ code: 'rule' })

    await signIn(console, platform.url)
    await console.desk['sync.now']({})
    const list = await console.desk['rows.list']({ kind: 'site', where: {}, search: '', offset: 0, limit: 5 })
    expect(list).toMatchObject({ total: 1 })
    expect((await console.desk['session.state']({})).known).toHaveLength(1)
    await expect(setAside()).rejects.toMatchObject({ code: 'rule' })
  })

  it('that opens is never set aside, not even after a wrong password', async () => {
    await used()
    const console = start()
    await expect(signIn(console, platform.url, 'operator', 'wrong')).rejects.toMatchObject({ code: 'unauthenticated' })
    const setAside = async () => console.desk['session.setAsideStore']({ platform: platform.url, login: 'operator' })
    await expect(setAside()).rejects.toMatchObject({ code: 'rule' })
    expect(await readdir(path.join(dataDir, 'stores'))).toHaveLength(1)
  })

  it('refuses a database that a newer build has written, and changes nothing', async () => {
    const key = newKey()
    const file = path.join(dataDir, 'newer.db')
    const store = openStore(file, key)
    store.exec('PRAGMA user_version = 9990')
    store.close()
    expect(() => openStore(file, key)).toThrow(expect.objectContaining({ code: 'incompatible' }))
  })

  it('says what is missing when the key file is gone or damaged', async () => {
    const folder = await used()
    const keyFile = path.join(folder, 'key.json')
    await copyFile(keyFile, `${keyFile}.kept`)
    await writeFile(keyFile, '{"format":')
    await expect(signIn(start(), platform.url)).rejects.toMatchObject({ code: 'unreadable' })
    await rm(keyFile)
    await expect(signIn(start(), platform.url)).rejects.toMatchObject({ code: 'unreadable' })
    await rename(`${keyFile}.kept`, keyFile)
    await signIn(start(), platform.url)
  })

  it('follows a changed declaration of its fields without asking for a row again', async () => {
    const key = newKey()
    const file = path.join(dataDir, 'reshaped.db')
    const before = openStore(file, key)
    const site = JSON.stringify(aSite())
    before.run('INSERT INTO row_site (id, version, generation, body) VALUES (?, 3, 1, ?)', aSite().id, site)
    before.run(`UPDATE note SET value = json_set(value, '$.site', 'as another build had it') WHERE name = 'shapes'`)
    before.close()
    const after = openStore(file, key)
    expect(after.get('SELECT "name" AS name FROM row_site')).toMatchObject({ name: aSite().name })
    expect(after.get(`SELECT rowid FROM search_site WHERE words MATCH '"门 户"'`)).toBeDefined()
    after.close()
  })
})

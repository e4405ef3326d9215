import { execFileSync } from 'node:child_process'
import { cpSync, existsSync } from 'node:fs'
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { submit } from '#core/outbox/submit'
import { bringIn } from '#core/overlay/truth'
import { readRow } from '#core/rows/rows'
import { newKey } from '#core/session/key-box'
import { writeKeyFile } from '#core/session/key-file'
import { placeOf } from '#core/session/places'
import { writeNote } from '#core/store/notes'
import { openStore } from '#core/store/open-store'
import type { Store } from '#core/store/store'
import { isAppError, type AppError } from '#shared/contract/app-error'
import { aColumn, anOperator, aSite, ids, now, testId } from '#tests/builders'
import { createChance } from '#tests/chance'
import { contentOf, damagedCopy, type Damage } from './damaged-files'
import { bareNative, password, quietConsole, removeFolder, signIn, temporaryFolder } from './surroundings'

const by = anOperator(['province-admin'])
const nowhere = 'http://127.0.0.1:9'
const key = newKey()
const columns = 600
const commands = 25
const columnId = (n: number) => testId(1_000 + n)

let root: string
/** Of a console that was killed: what was done last is in the log only. */
let killed: string
/** Of a console that was closed in order. SQLite may take its log away a moment later, hence no copy in pieces. */
let closed: string

beforeAll(async () => {
  root = await temporaryFolder()
  ;[killed, closed] = [path.join(root, 'killed'), path.join(root, 'closed')]
  const folder = path.join(root, 'live')
  fill(folder)
  const store = openStore(path.join(folder, 'console.db'), key)
  for (let n = 0; n < commands; n += 1) change(store, n)
  cpSync(folder, killed, { recursive: true })
  store.close()
  cpSync(folder, closed, { recursive: true })
})
afterAll(() => removeFolder(root))

function fill(folder: string): void {
  const store = openStore(path.join(folder, 'console.db'), key)
  const truth = { version: 3, generation: 1 }
  const rows = Array.from({ length: columns }, (_, n) => {
    const body = JSON.stringify(aColumn({ id: columnId(n), version: 3, name: `专题专栏${n}` }))
    return { kind: 'column' as const, id: columnId(n), ...truth, body }
  })
  store.transaction(() => {
    bringIn(store, [{ kind: 'site', id: ids.site, ...truth, body: JSON.stringify(aSite()) }, ...rows], [], by)
    writeNote(store, 'operator', by)
  })
  store.close()
}

const ownerOf = (n: number) => `第${n}任负责人`
const change = (store: Store, n: number) =>
  submit(
    store,
    { by, at: now },
    {
      type: 'column.change',
      args: { columnId: columnId(n), siteId: ids.site, batchId: null, set: { owner: ownerOf(n) } },
    },
  )

/** How many commands wait. All of them are whole, in their order and shown, and so is every row. */
function soundCommands(store: Store): number {
  const waiting = store.all<{ args: string }>('SELECT args FROM command ORDER BY seq')
  const owners = waiting.map(({ args }) => (JSON.parse(args) as { set: { owner: string } }).set.owner)
  expect(owners).toEqual(owners.map((_, n) => ownerOf(n)))
  for (let n = 0; n < columns; n += 1)
    expect(readRow(store, 'column', columnId(n))).toMatchObject({
      name: `专题专栏${n}`,
      owner: n < owners.length ? ownerOf(n) : aColumn().owner,
    })
  return owners.length
}

/** Opens what is in a folder: the number of commands there, or why it can't be opened. */
function opened(folder: string): number | AppError {
  try {
    const store = openStore(path.join(folder, 'console.db'), key)
    try {
      return soundCommands(store)
    } finally {
      store.close()
    }
  } catch (error) {
    if (isAppError(error)) return error
    throw error
  }
}

interface Case {
  readonly image: () => string
  readonly file: string
  readonly damage: Damage
}

/** Damages copies at random places, opens them, and answers what came of each; whatever is refused is left as it was. */
async function outcomesOf({ image, file, damage }: Case, count: number): Promise<(number | string)[]> {
  const outcomes: (number | string)[] = []
  for (let seed = 1; seed <= count; seed += 1) {
    const folder = path.join(root, 'case')
    await damagedCopy(image(), folder, file, damage, createChance(seed))
    const before = await contentOf(folder)
    const outcome = opened(folder)
    if (isAppError(outcome)) {
      expect(outcome).toMatchObject({ code: 'unreadable', detail: { damaged: true } })
      expect(await contentOf(folder)).toEqual(before)
    }
    outcomes.push(isAppError(outcome) ? outcome.message : outcome)
    await rm(folder, { recursive: true })
  }
  return outcomes
}

const inWords = /^本机数据.*(已损坏|无法用当前密钥打开)/

describe('a local database that was damaged', () => {
  it.each<[string, Case]>([
    ['one bit flipped since it was closed', { image: () => closed, file: 'console.db', damage: 'flipped' }],
    ['it was cut off since it was closed', { image: () => closed, file: 'console.db', damage: 'truncated' }],
    ['one bit flipped in its log after a kill', { image: () => killed, file: 'console.db-wal', damage: 'flipped' }],
  ])('is never opened: %s', async (_, damaged) => {
    for (const outcome of await outcomesOf(damaged, 16)) expect(outcome).toMatch(inWords)
  })

  it.each<[string, Damage]>([
    ['one bit flipped in it', 'flipped'],
    ['it was cut off', 'truncated'],
  ])('after a kill is refused in words, or holds all that was done: %s', async (_, damage) => {
    const outcomes = await outcomesOf({ image: () => killed, file: 'console.db', damage }, 24)
    for (const outcome of outcomes) {
      if (typeof outcome === 'number') expect(outcome).toBe(commands)
      else expect(outcome).toMatch(inWords)
    }
    expect(outcomes.some((outcome) => typeof outcome === 'string')).toBe(true)
  })

  it('opens with what was saved before the place where a power cut ended its log, and with no half of anything', async () => {
    const log: Case = { image: () => killed, file: 'console.db-wal', damage: 'truncated' }
    const kept = await outcomesOf(log, 16)
    expect(kept.every((count) => typeof count === 'number' && count <= commands)).toBe(true)
    expect(new Set(kept).size).toBeGreaterThan(3)
  })

  it('opens whole where only the note of its closing is damaged or missing', async () => {
    const folder = path.join(root, 'unsealed')
    await cp(closed, folder, { recursive: true })
    await rm(path.join(folder, 'console.db.seal'))
    expect(opened(folder)).toBe(commands)
    expect(await readdir(folder)).toContain('console.db.seal')
    expect(opened(folder)).toBe(commands)
  })
})

describe('a database so big that it is compared with its seal while it is in use', () => {
  const file = (folder: string) => path.join(folder, 'console.db')
  const openBig = (folder: string, verifyAfterMs = 0) => openStore(file(folder), key, { wholeUpTo: 0, verifyAfterMs })
  const copied = async (name: string) => {
    const folder = path.join(root, name)
    await cp(closed, folder, { recursive: true })
    return folder
  }
  /** A bit in its last page, which is no part of what every opening reads. */
  async function flipLate(folder: string): Promise<void> {
    const bytes = await readFile(file(folder))
    bytes[bytes.length - 100] = (bytes.at(-100) ?? 0) ^ 4
    await writeFile(file(folder), bytes)
  }
  const changed = { code: 'unreadable', detail: expect.objectContaining({ damaged: true }) as unknown }

  it('keeps its file untouched until then, and is closed and sealed in order after it', async () => {
    const folder = await copied('big-whole')
    const before = await readFile(file(folder))
    const store = openBig(folder, 60_000)
    change(store, commands)
    expect(before.equals(await readFile(file(folder)))).toBe(true)
    store.close()
    expect(before.equals(await readFile(file(folder)))).toBe(false)
    const again = openBig(folder)
    await vi.waitFor(() => expect(existsSync(`${file(folder)}.seal`)).toBe(false))
    expect(soundCommands(again)).toBe(commands + 1)
    again.close()
    expect(opened(folder)).toBe(commands + 1)
  })

  it('is refused from the moment on that it is found damaged, and at every opening after', async () => {
    const folder = await copied('big-damaged')
    await flipLate(folder)
    const store = openBig(folder)
    await vi.waitFor(() => expect(() => store.get('SELECT 1 AS one')).toThrow(expect.objectContaining(changed)))
    store.close()
    expect(opened(folder)).toMatchObject(changed)
    expect(() => openBig(folder)).toThrow(expect.objectContaining(changed))
  })

  it('is not sealed anew where it was closed before it could be compared and is damaged', async () => {
    const folder = await copied('big-closed-early')
    await flipLate(folder)
    openBig(folder, 60_000).close()
    expect(opened(folder)).toMatchObject(changed)
  })

  it('is compared before it is opened where the time before it did not come to that', async () => {
    const folder = await copied('big-killed')
    const store = openBig(folder, 60_000)
    change(store, commands)
    const image = path.join(root, 'big-killed-image')
    cpSync(folder, image, { recursive: true })
    store.close()
    await flipLate(image)
    expect(() => openBig(image, 60_000)).toThrow(expect.objectContaining(changed))
    await flipLate(image)
    const whole = openBig(image, 60_000)
    expect(soundCommands(whole)).toBe(commands + 1)
    whole.close()
  })
})

describe('a key file that was damaged', () => {
  it.each<Damage>(['flipped', 'truncated'])(
    'is told apart from a wrong password, and left as it is: %s',
    async (damage) => {
      const dataDir = path.join(root, `keys-${damage}`)
      const { database, keyFile } = placeOf(dataDir, nowhere, by.login)
      await cp(closed, path.dirname(database), { recursive: true })
      await writeKeyFile(keyFile, { platform: nowhere, login: by.login, name: by.name }, key, password, bareNative())
      const whole = path.dirname(database)
      const kept = path.join(root, `kept-${damage}`)
      await rename(whole, kept)
      for (let seed = 1; seed <= 12; seed += 1) {
        await damagedCopy(kept, whole, 'key.json', damage, createChance(seed))
        const before = await contentOf(whole)
        const console = quietConsole(dataDir)
        await expect(signIn(console, nowhere, by.login)).rejects.toMatchObject({
          code: 'unreadable',
          message: expect.stringContaining('密钥文件已损坏') as string,
        })
        await console.close()
        expect(await contentOf(whole)).toEqual(before)
        await rm(whole, { recursive: true })
      }
    },
  )
})

/** Mounts a small disk of its own, which only root may. Answers why not, null where it is there. */
function mountDisk(folder: string): string | null {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder], { stdio: 'pipe' })
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

describe('a store on a disk', () => {
  let disk: string
  let noDisk: string | null
  beforeEach(async () => {
    disk = path.join(root, 'disk')
    await mkdir(disk, { recursive: true })
    noDisk = mountDisk(disk)
  })
  // The library lets go of a closed file only when its statements are collected, so the disk goes once it may.
  afterEach(() => {
    if (noDisk === null) execFileSync('umount', ['--lazy', disk])
  })

  it('that is full keeps what was done, says so of what is not, and goes on when there is room', async (test) => {
    test.skip(noDisk !== null, `no small disk could be mounted (root only): ${noDisk}`)
    const folder = path.join(disk, 'store')
    fill(folder)
    const store = openStore(path.join(folder, 'console.db'), key)
    change(store, 0)
    const filler = path.join(disk, 'filler')
    await writeFile(filler, Buffer.alloc(16 * 1024 * 1024)).catch(() => undefined)
    let done = 1
    const untilFull = () => {
      for (; done < columns; done += 1) change(store, done)
    }
    expect(untilFull).toThrow(expect.objectContaining({ message: expect.stringContaining('磁盘空间已满') as string }))
    expect(soundCommands(store)).toBe(done)
    await rm(filler)
    change(store, done)
    store.close()
    expect(opened(folder)).toBe(done + 1)
  })

  it('that may only be read is told, and nothing is lost', async (test) => {
    test.skip(noDisk !== null, `no small disk could be mounted (root only): ${noDisk}`)
    const folder = path.join(disk, 'read-only')
    await cp(closed, folder, { recursive: true })
    execFileSync('mount', ['-o', 'remount,ro', disk])
    expect(opened(folder)).toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/只读|读写权限/) as string,
    })
    execFileSync('mount', ['-o', 'remount,rw', disk])
    expect(opened(folder)).toBe(commands)
  })
})

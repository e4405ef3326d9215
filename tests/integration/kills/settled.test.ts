import { sql, type Kysely, type RawBuilder } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Console } from '#core/console'
import { connectDatabase } from '#platform/database/connect'
import type { Database } from '#platform/database/schema'
import { createChance } from '#tests/chance'
import { quietConsole, removeFolder, signIn, temporaryFolder } from '#tests/integration/core/surroundings'
import { startTestPlatform, type TestPlatform } from '#tests/integration/platform/surroundings'
import { createLoad, type Acknowledged } from './load'
import type { Asked } from './orders'
import { settle, type Settled } from './settled'
import { createWorld, type World } from './world'

let platform: TestPlatform
let db: Kysely<Database>
let world: World
let folder: string
let console: Console
let acknowledged: Acknowledged[]

// A short and undisturbed day at one console, which everything can be held against.
beforeAll(async () => {
  platform = await startTestPlatform()
  db = connectDatabase(platform.database.url)
  world = await createWorld(db, { operators: 1, inReview: 5, days: 3 })
  folder = await temporaryFolder()
  console = quietConsole(folder)
  await signIn(console, platform.url, world.operators[0]?.login)
  await console.desk['sync.now']({})
  acknowledged = []
  const next = createLoad({ name: '席', chance: createChance(3), world, inReview: world.inReview, days: world.days })
  for (let n = 0; n < 40; n += 1) {
    const done = await next()(asked)
    if (done) acknowledged.push(done)
  }
  await console.desk['sync.now']({})
  await console.desk['sync.now']({})
})
afterAll(async () => {
  await console.close()
  await removeFolder(folder)
  await db.destroy()
  await platform.stop()
})

const asked: Asked = { ask: async (call, input) => console.desk[call](input as never) as never }
const settled = (on: Kysely<Database> = db, promised = acknowledged) =>
  settle(on, world, [{ core: asked, acknowledged: promised }])

/** What is found after something was tampered with, which is then taken back. */
async function found(tampering: RawBuilder<unknown>): Promise<Settled> {
  const tx = await db.startTransaction().execute()
  try {
    await tampering.execute(tx)
    return await settled(tx)
  } finally {
    await tx.rollback().execute()
  }
}

describe('the count after the kills', () => {
  it('finds nothing where nothing happened', async () => {
    const result = await settled()
    expect(result).toMatchObject({ lost: [], doubled: [], unsound: [], differing: [], parked: 0 })
    expect(result.applied).toBeGreaterThanOrEqual(acknowledged.length)
    expect(result.signatures).toBeGreaterThan(0)
  })

  it('finds a command that was acknowledged and is nowhere', async () => {
    const promised = [...acknowledged, { commandId: uuidv7(), text: '不存在' }, { signOffId: uuidv7() }]
    expect((await settled(db, promised)).lost).toHaveLength(2)
  })

  it('finds an effect that came twice, on the platform and at the console', async () => {
    const column = world.columns[0]?.id
    const { doubled, differing } = await found(sql`update "column" set owner = owner where id = ${column}`)
    expect(doubled).toHaveLength(1)
    expect(differing).toHaveLength(2)
  })

  it('finds an effect without an outcome and an outcome without an effect', async () => {
    const { doubled } = await found(sql`update command_outcome set id = ${uuidv7()} where n = 1`)
    expect(doubled).toHaveLength(2)
  })

  it('finds a signature that does not verify', async () => {
    const changed = sql`update sign_off set document = jsonb_set(document, '{parts,header,remark}', '"改动"')`
    expect((await found(changed)).unsound).not.toEqual([])
  })
})

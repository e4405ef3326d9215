import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from 'uuidv7'
import type { Site } from '#shared/contract/site'
import {
  aColumn,
  aPerson,
  aSite,
  ownerChange,
  province,
  startTestPlatform,
  type Person,
  type TestPlatform,
} from './surroundings'

let platform: TestPlatform
let admin: Person
let site: Site

beforeAll(async () => {
  platform = await startTestPlatform()
  site = await aSite(platform)
  admin = await aPerson(platform, { role: 'province-admin', scope: province })
})
afterAll(() => platform.stop())

const ownerOf = async (id: string) =>
  await platform.platform.db.selectFrom('column').select(['owner', 'version']).where('id', '=', id).executeTakeFirst()

describe('a command', () => {
  it('takes effect once and is recorded with what it changed', async () => {
    const column = await aColumn(platform, site)
    const command = admin.command(...ownerChange(column, '陈晓'))
    const { body } = await admin.send(command)
    expect(body.outcomes).toEqual([{ id: command.id, n: command.n, result: 'applied' }])
    expect(await ownerOf(column.id)).toEqual({ owner: '陈晓', version: 2 })
    const audit = await platform.platform.db.selectFrom('auditEntry').selectAll().where('id', '=', command.id).execute()
    expect(audit).toHaveLength(1)
    expect(audit[0]?.differences).toContainEqual({
      subject: `column:${column.id}`,
      field: 'owner',
      before: '张敏',
      after: '陈晓',
    })
  })

  it('sent again gets its first outcome and has no second effect', async () => {
    const column = await aColumn(platform, site)
    const command = admin.command(...ownerChange(column, '陈晓'))
    const first = await admin.send(command)
    const again = await admin.send(command)
    expect(again.body.outcomes).toEqual(first.body.outcomes)
    expect(await ownerOf(column.id)).toEqual({ owner: '陈晓', version: 2 })
  })

  it('with an id that is uuid-shaped but unknown is not found', async () => {
    const column = await aColumn(platform, site)
    const outcome = await admin.outcomeOf(...ownerChange({ ...column, id: uuidv7() }, '陈晓'))
    expect(outcome).toMatchObject({ result: 'rejected', code: 'not-found' })
  })
})

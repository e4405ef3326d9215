import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql, type Kysely } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { cursorHeader } from '#shared/contract/api'
import type { Column } from '#shared/contract/column'
import type { Site } from '#shared/contract/site'
import type { Database } from '#platform/database/schema'
import {
  aColumn,
  aPerson,
  aSite,
  ownerChange,
  province,
  startTestPlatform,
  type Person,
  type Problem,
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

const columnNow = async (id: string) =>
  await platform.platform.db.selectFrom('column').select(['owner', 'version']).where('id', '=', id).executeTakeFirst()

describe('a command', () => {
  it('takes effect once and is recorded with what it changed', async () => {
    const column = await aColumn(platform, site)
    const command = admin.command(...ownerChange(column, '陈晓'))
    const { body } = await admin.send(command)
    expect(body.outcomes).toEqual([{ id: command.id, n: command.n, result: 'applied' }])
    expect(await columnNow(column.id)).toEqual({ owner: '陈晓', version: 2 })
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
    expect(await columnNow(column.id)).toEqual({ owner: '陈晓', version: 2 })
  })

  it('sent twice at the same time takes effect once', async () => {
    const column = await aColumn(platform, site)
    const command = admin.command(...ownerChange(column, '陈晓'))
    const answers = await Promise.all(Array.from({ length: 6 }, () => admin.send(command)))
    for (const { body } of answers) expect(body.outcomes).toMatchObject([{ id: command.id, result: 'applied' }])
    expect(await columnNow(column.id)).toEqual({ owner: '陈晓', version: 2 })
  })

  it('known by its id gets its outcome also at another place of the queue, without a second effect', async () => {
    const column = await aColumn(platform, site)
    const command = admin.command(...ownerChange(column, '陈晓'))
    await admin.send(command)
    admin.n += 1
    const { body } = await admin.send({ ...command, n: admin.n })
    expect(body).toMatchObject({ outcomes: [{ n: admin.n, result: 'applied' }], nextN: admin.n + 1 })
    expect(await columnNow(column.id)).toMatchObject({ version: 2 })
  })

  it('that reuses an id for something else is rejected and never done', async () => {
    const column = await aColumn(platform, site)
    const command = admin.command(...ownerChange(column, '陈晓'))
    await admin.send(command)
    const inPlace = await admin.send({ ...command, args: { ...command.args, set: { owner: '赵强' } } })
    expect(inPlace.body.outcomes).toMatchObject([{ result: 'rejected', code: 'invalid' }])
    const elsewhere = admin.command(...ownerChange(column, '赵强'))
    const { body } = await admin.send({ ...elsewhere, id: command.id })
    expect(body.outcomes).toMatchObject([{ result: 'rejected', code: 'invalid' }])
    expect(await columnNow(column.id)).toEqual({ owner: '陈晓', version: 2 })
  })

  it('above the next number is refused, and nothing of its batch is done', async () => {
    const column = await aColumn(platform, site)
    const skipped = admin.command(...ownerChange(column, '陈晓'))
    const answer = await admin.send(admin.command(...ownerChange(column, '赵强')))
    expect(answer).toMatchObject({ status: 409, body: { code: 'conflict', errors: { nextN: skipped.n } } })
    expect(await columnNow(column.id)).toMatchObject({ version: 1 })
    admin.n = skipped.n
    await admin.send(skipped)
  })

  it('decided on an older version is a conflict that shows what is there now', async () => {
    const column = await aColumn(platform, site)
    await admin.outcomeOf(...ownerChange(column, '陈晓'))
    const outcome = await admin.outcomeOf(...ownerChange(column, '赵强'))
    expect(outcome).toMatchObject({ result: 'conflict', code: 'conflict' })
    const theirs = outcome.result === 'conflict' ? outcome.theirs : []
    expect(theirs.find(({ entity }) => entity.id === column.id)).toMatchObject({ version: 2, value: { owner: '陈晓' } })
    expect(await columnNow(column.id)).toEqual({ owner: '陈晓', version: 2 })
  })

  it('that does not say what it was decided on is rejected', async () => {
    const [type, args] = ownerChange(await aColumn(platform, site), '陈晓')
    expect(await admin.outcomeOf(type, args)).toMatchObject({ result: 'rejected', code: 'invalid' })
  })

  it('that breaks a rule of the field is rejected with the reason, and the queue goes on', async () => {
    const column = await aColumn(platform, site)
    expect(await admin.outcomeOf(...ownerChange(column, ' 王 '))).toMatchObject({ result: 'rejected', code: 'rule' })
    expect(await admin.outcomeOf(...ownerChange(column, '王芳'))).toMatchObject({ result: 'applied' })
  })

  it('of two that change the same at once takes effect for one of them', async () => {
    const column = await aColumn(platform, site)
    const people = await Promise.all(
      Array.from({ length: 8 }, () => aPerson(platform, { role: 'province-admin', scope: province })),
    )
    const outcomes = await Promise.all(people.map((person) => person.outcomeOf(...ownerChange(column, '陈晓'))))
    expect(outcomes.map(({ result }) => result).sort()).toEqual([
      'applied',
      ...Array.from({ length: 7 }, () => 'conflict'),
    ])
    expect(await columnNow(column.id)).toMatchObject({ version: 2 })
  })

  it('of many operators at once all take effect, each once', async () => {
    const people = await Promise.all(
      Array.from({ length: 16 }, () => aPerson(platform, { role: 'province-admin', scope: province })),
    )
    const columns = await Promise.all(Array.from({ length: 16 * 10 }, () => aColumn(platform, site)))
    const results = await Promise.all(
      people.map(async (person, index) => {
        const mine = columns.slice(index * 10, index * 10 + 10)
        const { body } = await person.send(...mine.map((column) => person.command(...ownerChange(column, '陈晓'))))
        return body.outcomes.map(({ result }) => result)
      }),
    )
    expect(results.flat().filter((result) => result === 'applied')).toHaveLength(160)
    for (const { id } of columns) expect(await columnNow(id)).toMatchObject({ version: 2 })
  })
})

describe('a command that the database cannot take now', () => {
  it('has to be sent again, is not remembered, and is then done once', async () => {
    const column = await aColumn(platform, site)
    const command = admin.command(...ownerChange(column, '陈晓'))
    const { db } = platform.platform
    const first = await db.transaction().execute(async (tx) => {
      await sql`select from device where id = ${admin.device} for update`.execute(tx)
      const sending = admin.send(command)
      await cutOffWhoeverWaits(db)
      return sending
    })
    expect(first.body).toMatchObject({ outcomes: [{ id: command.id, result: 'retry-later' }], nextN: command.n })
    expect((await admin.send(command)).body.outcomes).toMatchObject([{ result: 'applied' }])
    expect(await columnNow(column.id)).toEqual({ owner: '陈晓', version: 2 })
  })

  async function cutOffWhoeverWaits(db: Kysely<Database>): Promise<void> {
    for (;;) {
      const { rows } = await sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
      if (rows.length > 0) return
    }
  }
})

describe('a malformed command', () => {
  const ghost = { columnId: uuidv7(), siteId: uuidv7(), batchId: null, set: { owner: '陈晓' } }

  it.each([
    { what: 'an unknown type', type: 'site.explode', args: {}, code: 'incompatible' },
    { what: 'arguments that do not fit', type: 'column.change', args: { columnId: 'x' }, code: 'invalid' },
    { what: 'an entity that is not there', type: 'column.change', args: ghost, code: 'not-found' },
  ])('with $what is rejected, and the queue goes on', async ({ type, args, code }) => {
    expect(await admin.outcomeOf(type, args)).toMatchObject({ result: 'rejected', code })
  })

  it.each(['\u0000', '\ud800'])('with text that cannot be stored (%j) is rejected and remembered', async (text) => {
    const column = await aColumn(platform, site)
    const command = admin.command(...ownerChange(column, `陈晓${text}`))
    const first = await admin.send(command)
    expect(first.body.outcomes).toMatchObject([{ result: 'rejected', code: 'invalid' }])
    expect((await admin.send(command)).body.outcomes).toEqual(first.body.outcomes)
  })

  it('with a broken envelope is refused whole', async () => {
    const command = admin.command('site.edit', {})
    admin.n -= 1
    for (const broken of [
      { ...command, n: 0 },
      { ...command, id: '1' },
      { ...command, extra: true },
      { ...command, madeAt: 'now' },
    ]) {
      expect(await admin.send(broken)).toMatchObject({ status: 400, body: { code: 'invalid' } })
    }
  })

  it('of a newer console waits until the platform is upgraded, and is judged then', async () => {
    const command = admin.command(...ownerChange(await aColumn(platform, site), '陈晓'))
    const { body } = await admin.send({ ...command, schema: 99 })
    expect(body).toMatchObject({ outcomes: [{ id: command.id, result: 'retry-later' }], nextN: command.n })
    expect((await admin.send(command)).body.outcomes).toMatchObject([{ result: 'applied' }])
  })
})

describe('rights', () => {
  it('end at the sites they were given for', async () => {
    const elsewhere = await aSite(platform, { regionCode: '350100' })
    const person = await aPerson(platform, { role: 'site-admin', scope: { region: '340100' } })
    const edit = (id: string) =>
      person.outcomeOf('site.edit', { siteId: id, set: { phone: '0551-1' } }, [
        { entity: { kind: 'site', id }, version: 1 },
      ])
    expect(await edit(elsewhere.id)).toMatchObject({ result: 'rejected', code: 'forbidden' })
    expect(await edit(site.id)).toMatchObject({ result: 'applied' })
  })

  it('that are missing reject the command', async () => {
    const editor = await aPerson(platform, { role: 'editor', scope: province })
    const column = await aColumn(platform, site)
    expect(await editor.outcomeOf(...ownerChange(column, '陈晓'))).toMatchObject({
      result: 'rejected',
      code: 'forbidden',
    })
  })

  it('never show what lies outside them in a conflict', async () => {
    const elsewhere = await aSite(platform, { regionCode: '350100' })
    const hidden = await aColumn(platform, elsewhere, { owner: '不可见' })
    const person = await aPerson(platform, { role: 'site-admin', scope: { sites: [site.id] } })
    const outcome = await person.outcomeOf(...ownerChange({ ...hidden, siteId: site.id, version: 9 }, '陈晓'))
    expect(JSON.stringify(outcome)).not.toContain('不可见')
  })

  it('of another operator are not borrowed: author and device have to be the sender’s', async () => {
    const other = await aPerson(platform, { role: 'editor', scope: province })
    const column = await aColumn(platform, site)
    const command = { ...other.command(...ownerChange(column, '陈晓')), author: admin.operator.id }
    expect(await other.send(command)).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    const onMyDevice = { ...other.command(...ownerChange(column, '陈晓')), device: admin.device }
    const answer = await other.post('/v1/commands', { device: admin.device, commands: [onMyDevice] })
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  })
})

describe('commands of a console that stands in another history', () => {
  const cursorOf = async () => (await admin.get<{ cursor: string }>('/v1/snapshot')).body.cursor
  const changed = (cursor: string, over: object) =>
    Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(cursor, 'base64url').toString()), ...over })).toString(
      'base64url',
    )
  const sentFrom = (cursor: string, column: Column) => {
    const body = JSON.stringify({ device: admin.device, commands: [admin.command(...ownerChange(column, '陈晓'))] })
    return admin.ask<Problem>('POST', '/v1/commands', body, {
      'content-type': 'application/json',
      [cursorHeader]: cursor,
    })
  }

  it.each([
    ['another incarnation', { incarnation: uuidv7() }],
    ['a time that this database has not come to', { tx: '18446744073709551000' }],
  ])('are not judged when it is %s', async (_, over) => {
    const column = await aColumn(platform, site)
    const answer = await sentFrom(changed(await cursorOf(), over), column)
    expect(answer).toMatchObject({ body: { code: 'incompatible' } })
    expect((await columnNow(column.id))?.version).toBe(1)
    admin.n -= 1
  })

  it('are judged when only the rights have changed since', async () => {
    const column = await aColumn(platform, site)
    expect(await sentFrom(changed(await cursorOf(), { reader: 'other' }), column)).toMatchObject({ status: 200 })
    expect((await columnNow(column.id))?.version).toBe(2)
  })
})

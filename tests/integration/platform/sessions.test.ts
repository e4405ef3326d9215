import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import type { Session } from '#shared/contract/api'
import { aPerson, password, province, startTestPlatform, type Problem, type TestPlatform } from './surroundings'

let platform: TestPlatform
beforeAll(async () => {
  platform = await startTestPlatform()
})
afterAll(() => platform.stop())

const someone = () => aPerson(platform, { role: 'editor', scope: province })
const minutes = (count: number) => count * 60_000

describe('signing in', () => {
  it('answers with the operator, tokens and the platform time', async () => {
    const person = await someone()
    const { status, body } = await person.signIn()
    expect(status).toBe(200)
    expect(body).toMatchObject({ operator: { ...person.operator, version: 1 }, expiresIn: 600 })
    expect(Math.abs(Date.parse(body.serverTime) - Date.now())).toBeLessThan(5000)
  })

  it('refuses a wrong password and an unknown name alike', async () => {
    const person = await someone()
    const wrong = await person.signIn('wrong')
    const unknown = await person.post<Problem>('/v1/sessions', { login: 'nobody-here', password })
    expect(wrong).toMatchObject({ status: 401, type: 'application/problem+json', body: { code: 'unauthenticated' } })
    expect(unknown.body).toEqual(wrong.body)
  })

  it('locks a name after five failures for a quarter of an hour, right password or not', async () => {
    const person = await someone()
    for (let count = 0; count < 5; count += 1) expect((await person.signIn('wrong')).status).toBe(401)
    expect(await person.signIn()).toMatchObject({ status: 423, body: { code: 'locked' } })
    platform.sleep(minutes(14))
    expect((await person.signIn()).body.code).toBe('locked')
    platform.sleep(minutes(2))
    expect((await person.signIn()).status).toBe(200)
  })

  it('counts failures that come at the same time', async () => {
    const person = await someone()
    const tries = await Promise.all(Array.from({ length: 12 }, () => person.signIn('wrong')))
    expect(tries.filter(({ status }) => status === 401)).toHaveLength(5)
    expect(tries.filter(({ status }) => status === 423)).toHaveLength(7)
  })

  it('locks a name that does not exist too, so that nobody learns which names do', async () => {
    const person = await someone()
    const attempt = () => person.post<Problem>('/v1/sessions', { login: 'ghost', password: 'x' })
    for (let count = 0; count < 5; count += 1) expect((await attempt()).status).toBe(401)
    expect((await attempt()).body.code).toBe('locked')
  })

  it('keeps passwords as Argon2id and tokens as digests only', async () => {
    const person = await someone()
    const { db } = platform.platform
    const { hash } = await db
      .selectFrom('operatorPassword')
      .select('hash')
      .where('operatorId', '=', person.operator.id)
      .executeTakeFirstOrThrow()
    expect(hash).toMatch(/^\$argon2id\$/)
    const { rows } = await sql`
      select from session where access_hash = ${person.session?.accessToken}
      union all select from refresh_token where hash = ${person.session?.refreshToken}`.execute(db)
    expect(rows).toEqual([])
  })
})

describe('a session', () => {
  it('is asked for by everything but health and sign-in', async () => {
    const person = await someone()
    person.session = undefined
    expect((await person.get('/v1/health')).status).toBe(200)
    for (const path of ['/v1/snapshot', '/v1/snapshot/site?limit=1', '/v1/changes?cursor=x']) {
      expect(await person.get<Problem>(path)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
    }
  })

  it('ends after ten minutes unless it is renewed', async () => {
    const person = await someone()
    platform.sleep(minutes(11))
    expect((await person.get('/v1/snapshot')).status).toBe(401)
    const renewed = await person.post<Session>('/v1/sessions/refresh', { refreshToken: person.session?.refreshToken })
    person.session = renewed.body
    expect((await person.get('/v1/snapshot')).status).toBe(200)
  })

  it('ends for good when a refresh token is used twice', async () => {
    const person = await someone()
    const first = person.session?.refreshToken
    const renew = (refreshToken: string | undefined) =>
      person.post<Session & Problem>('/v1/sessions/refresh', { refreshToken })
    const renewed = await renew(first)
    person.session = renewed.body
    expect((await person.get('/v1/snapshot')).status).toBe(200)
    expect((await renew(first)).body.code).toBe('unauthenticated')
    expect((await person.get('/v1/snapshot')).status).toBe(401)
    expect((await renew(renewed.body.refreshToken)).status).toBe(401)
  })

  it('is renewed again when the answer was lost, until somebody uses what was answered', async () => {
    const person = await someone()
    const renew = (refreshToken: string | undefined) =>
      person.post<Session & Problem>('/v1/sessions/refresh', { refreshToken })
    const first = person.session?.refreshToken
    const lost = await renew(first)
    const again = await renew(first)
    person.session = again.body
    expect((await person.get('/v1/snapshot')).status).toBe(200)
    expect((await renew(lost.body.refreshToken)).status).toBe(401)
    expect((await person.get('/v1/snapshot')).status).toBe(401)
  })

  it('ends when an older refresh token than the last is used', async () => {
    const person = await someone()
    const renew = (refreshToken: string | undefined) =>
      person.post<Session & Problem>('/v1/sessions/refresh', { refreshToken })
    const oldest = person.session?.refreshToken
    const second = (await renew(oldest)).body.refreshToken
    const third = (await renew(second)).body.refreshToken
    expect((await renew(oldest)).status).toBe(401)
    expect((await renew(third)).status).toBe(401)
  })

  it('ends at once with signing out', async () => {
    const person = await someone()
    expect((await person.ask('DELETE', '/v1/sessions/current')).status).toBe(200)
    expect((await person.get('/v1/snapshot')).status).toBe(401)
    const { refreshToken } = person.session ?? {}
    expect((await person.post('/v1/sessions/refresh', { refreshToken })).status).toBe(401)
  })

  it('ends with the operator', async () => {
    const person = await someone()
    await platform.platform.db
      .updateTable('operator')
      .set({ deleted: true })
      .where('id', '=', person.operator.id)
      .execute()
    expect((await person.get('/v1/snapshot')).status).toBe(401)
    expect((await person.signIn()).status).toBe(401)
  })
})

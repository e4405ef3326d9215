import { request } from 'node:http'
import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Value } from '@sinclair/typebox/value'
import { Problem as ProblemSchema, routes, schemaHeader, type RouteContract } from '#shared/contract/api'
import { connectDatabase } from '#platform/database/connect'
import type { Database } from '#platform/database/schema'
import { registerRoute } from '#platform/http/register-route'
import { platformRoutes } from '#platform/routes'
import { createApp } from '#platform/server'
import { aPerson, province, startTestPlatform, type Person, type Problem, type TestPlatform } from './surroundings'

let platform: TestPlatform
let admin: Person
beforeAll(async () => {
  platform = await startTestPlatform()
  admin = await aPerson(platform, { role: 'province-admin', scope: province })
})
afterAll(() => platform.stop())

describe('the interface', () => {
  it('answers every route of the contract', () => {
    const known = platformRoutes.map(({ contract }) => `${contract.method} ${contract.path}`)
    for (const { method, path } of Object.values(routes)) expect(known).toContain(`${method} ${path}`)
  })

  it('refuses to register a route that names no right', () => {
    const app = createApp({ level: 'silent' })
    const nameless = JSON.parse('{"method":"GET","path":"/v1/open","summary":"x","response":{}}') as RouteContract
    const add = () => registerRoute(app, platform.platform, { contract: nameless, handle: async () => ({}) })
    expect(add).toThrow(/names no right/)
    expect(() => app.get('/v1/bare', async () => 'x')).toThrow(/names no right/)
  })

  it('describes itself as OpenAPI 3.1 with every path', async () => {
    const { body } = await admin.get<{ openapi: string; paths: Record<string, unknown> }>('/openapi.json')
    expect(body.openapi).toBe('3.1.0')
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining(['/v1/commands', '/v1/changes', '/v1/snapshot/{kind}', '/v1/sessions']),
    )
  })

  it('tells its clock, schema and incarnation to anybody', async () => {
    const { body } = await admin.get('/v1/health')
    expect(Value.Errors(routes.health.response, body).First()).toBeUndefined()
  })
})

describe('a request that is not right', () => {
  const sent = (path: string, body: string, headers = {}) => admin.ask<Problem>('POST', path, body, headers)

  it.each([
    ['cut off', '{"login": "x"'],
    ['no object', '"x"'],
    ['with a member too many', '{"login":"x","password":"y","admin":true}'],
    ['of the wrong type', '{"login":1,"password":"y"}'],
    ['with a poisoned prototype', '{"login":"x","password":"y","__proto__":{"a":1}}'],
  ])('is refused as a problem document: %s', async (_, text) => {
    const answer = await sent('/v1/sessions', text)
    expect(answer).toMatchObject({ status: 400, type: 'application/problem+json', body: { code: 'invalid' } })
    expect(Value.Check(ProblemSchema, answer.body)).toBe(true)
  })

  it('is refused when it is larger than any batch of commands', async () => {
    const answer = await sent('/v1/commands', JSON.stringify({ x: 'x'.repeat(17 * 1024 * 1024) }))
    expect(answer).toMatchObject({ status: 413, body: { code: 'invalid' } })
  })

  it('is refused when it is not JSON', async () => {
    expect((await sent('/v1/sessions', 'login=x', { 'content-type': 'text/plain' })).body.code).toBe('invalid')
  })

  it('to nowhere is a problem too', async () => {
    expect(await admin.get<Problem>('/v1/nowhere')).toMatchObject({ status: 404, body: { code: 'not-found' } })
  })

  it('of a console that is too old asks for an upgrade', async () => {
    const answer = await admin.ask<Problem>('GET', '/v1/health', undefined, { [schemaHeader]: '0' })
    expect(answer).toMatchObject({ status: 426, body: { code: 'incompatible' } })
  })

  it('for an article that has no such id is told so before anything is read', async () => {
    expect(await admin.get<Problem>('/v1/articles/x/text')).toMatchObject({ status: 400, body: { code: 'invalid' } })
  })

  it('and fails by our own fault is told nothing of what went wrong inside', async () => {
    const app = createApp({ level: 'silent' })
    app.get('/broken', { config: { right: 'public' } }, () => Promise.reject(new Error('row 7 of secret_table')))
    const answer = await app.inject('/broken')
    expect(answer.json()).toMatchObject({ status: 500, code: 'internal' })
    expect(answer.body).not.toContain('secret_table')
  })
})

async function untilSomebodyWaits(db: Kysely<Database>): Promise<void> {
  for (;;) {
    const { rows } = await sql`select from pg_locks where not granted`.execute(db)
    if (rows.length > 0) return
  }
}

describe('closing', () => {
  it('lets a request under way end and then frees the port', async () => {
    const other = await startTestPlatform()
    const person = await aPerson(other, { role: 'province-admin', scope: province })
    const outside = connectDatabase(other.database.url)
    const { under, closing } = await outside.transaction().execute(async (tx) => {
      await sql`lock table sign_in_failure`.execute(tx)
      const under = person.signIn()
      await untilSomebodyWaits(outside)
      return { under, closing: other.close() }
    })
    expect((await under).status).toBe(200)
    await closing
    await expect(fetch(`${other.url}/v1/health`)).rejects.toThrow()
    await outside.destroy()
    await other.database.drop()
  })

  it('is not held up by a connection that says nothing', async () => {
    const other = await startTestPlatform()
    const idle = request(`${other.url}/v1/health`)
    await new Promise((resolve) => idle.on('response', (response) => response.resume().on('end', resolve)).end())
    await other.stop()
  })
})

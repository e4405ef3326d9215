import { uuidv7 } from 'uuidv7'
import type { Session } from '#shared/contract/api'
import type { Column } from '#shared/contract/column'
import { schemaVersion, type Command, type Outcome } from '#shared/contract/command'
import type { Assignment, Operator } from '#shared/contract/operator'
import type { Site } from '#shared/contract/site'
import { insertEntities } from '#platform/database/entity-rows'
import { createPlatform, type PlatformOptions, type RunningPlatform } from '#platform/server'
import { createOperator } from '#platform/sessions/passwords'
import { createTestDatabase, type TestDatabase } from '#tests/postgres'

export const password = 'correct horse 站群'
export const province = { province: true } as const

/** A platform over real HTTP on a real, empty database. */
export interface TestPlatform extends RunningPlatform {
  readonly url: string
  readonly database: TestDatabase
  /** Puts the platform's clock forward. */
  sleep(milliseconds: number): void
  stop(): Promise<void>
}

export async function startTestPlatform(options: Partial<PlatformOptions> = {}): Promise<TestPlatform> {
  const database = await createTestDatabase()
  let ahead = 0
  const now = () => new Date(Date.now() + ahead)
  const running = await createPlatform({ databaseUrl: database.url, log: { level: 'silent' }, now, ...options })
  const url = await running.listen({ port: 0 })
  return {
    ...running,
    url,
    database,
    sleep: (milliseconds) => void (ahead += milliseconds),
    async stop() {
      await running.close()
      await database.drop()
    },
  }
}

export interface Answer<T = unknown> {
  readonly status: number
  readonly type: string
  readonly body: T
}

export type Problem = { code: string; title: string; status: number; errors?: { nextN?: number } }

/** A person at a workstation: signed in, with a device whose commands count up. */
export class Person {
  readonly device = uuidv7()
  n = 0
  session: Session | undefined

  constructor(
    public platform: Pick<TestPlatform, 'url'>,
    readonly operator: Operator,
  ) {}

  async signIn(with_ = password): Promise<Answer<Session & Problem>> {
    const answer = await this.post<Session & Problem>('/v1/sessions', { login: this.operator.login, password: with_ })
    if (answer.status === 200) this.session = answer.body
    return answer
  }

  post<T>(path: string, body: unknown): Promise<Answer<T>> {
    return this.ask('POST', path, JSON.stringify(body))
  }

  get<T>(path: string): Promise<Answer<T>> {
    return this.ask('GET', path)
  }

  async ask<T>(method: string, path: string, body?: string, headers: Record<string, string> = {}): Promise<Answer<T>> {
    const token = this.session?.accessToken
    const response = await fetch(`${this.platform.url}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body }),
    })
    const type = response.headers.get('content-type') ?? ''
    const text = await response.text()
    return {
      status: response.status,
      type,
      body: (type.includes('json') && !type.includes('ndjson') ? JSON.parse(text) : text) as T,
    }
  }

  /** The next command of this person's device, not sent yet. */
  command(type: string, args: Command['args'], base: Command['base'] = []): Command {
    this.n += 1
    const madeAt = new Date().toISOString()
    return {
      id: uuidv7(),
      device: this.device,
      n: this.n,
      author: this.operator.id,
      type,
      args,
      base,
      madeAt,
      schema: schemaVersion,
    }
  }

  send(...commands: readonly Command[]): Promise<Answer<{ outcomes: Outcome[]; nextN: number } & Problem>> {
    return this.post('/v1/commands', { device: this.device, commands })
  }

  async outcomeOf(...[type, args, base]: Parameters<Person['command']>): Promise<Outcome> {
    const { body } = await this.send(this.command(type, args, base))
    const [outcome] = body.outcomes
    if (!outcome) throw new Error(`no outcome: ${JSON.stringify(body)}`)
    return outcome
  }
}

export async function aPerson(platform: TestPlatform, ...assignments: readonly Assignment[]): Promise<Person> {
  const id = uuidv7()
  const login = `op-${id.slice(-8)}`
  const operator: Operator = { id, version: 0, login, name: '测试员', unitId: uuidv7(), assignments: [...assignments] }
  await createOperator(platform.platform.db, operator, password)
  const person = new Person(platform, operator)
  await person.signIn()
  return person
}

export async function aSite(platform: TestPlatform, fields: Partial<Site> = {}): Promise<Site> {
  const id = uuidv7()
  const domain = `${id.slice(-12)}.example`
  const site: Site = {
    id,
    version: 1,
    name: '云岭县人民政府',
    responsible: '王建国',
    keeper: '李秀兰',
    phone: '',
    icp: null,
    policeFiling: null,
    code: '3401230001',
    domain,
    url: `http://${domain}/`,
    level: 'county',
    type: 'portal',
    unitId: uuidv7(),
    regionCode: '340123',
    state: 'running',
    launchedOn: '2019-05-01',
    securityGrade: 2,
    offlineUntil: null,
    ...fields,
  }
  await insertEntities(platform.platform.db, 'site', [site])
  return site
}

export async function aColumn(platform: TestPlatform, site: Site, fields: Partial<Column> = {}): Promise<Column> {
  const id = uuidv7()
  const column: Column = {
    id,
    version: 1,
    siteId: site.id,
    parentId: null,
    name: '通知公告',
    path: `/columns/${id.slice(-6)}/`,
    type: 'notice',
    owner: '张敏',
    updateCycleDays: 30,
    lastUpdatedOn: '2026-05-04',
    articleCount: 3,
    secrecyReview: false,
    state: 'open',
    changedAt: '2026-05-04T01:02:03.004Z',
    ...fields,
  }
  await insertEntities(platform.platform.db, 'column', [column])
  return column
}

/** Arguments and base of a change of a column's owner. */
export const ownerChange = (
  column: Pick<Column, 'id' | 'siteId' | 'version'>,
  owner: string,
): [string, Command['args'], Command['base']] => [
  'column.change',
  { columnId: column.id, siteId: column.siteId, batchId: null, set: { owner } },
  [{ entity: { kind: 'column', id: column.id }, version: column.version }],
]

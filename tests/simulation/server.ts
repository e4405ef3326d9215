import { sql, type Kysely } from 'kysely'
import pg from 'pg'
import type { Assignment } from '#shared/contract/operator'
import type { Database } from '#platform/database/schema'
import { createPlatform, type RunningPlatform } from '#platform/server'
import type { WorldClock } from './clock'
import type { Databases } from './databases'
import { broken } from './faults'
import type { Answer, Message } from './message'
import { workerUnits } from './province'
import { armQueries } from './query-fault'

/** The platform's side: the real one on a database of its own, with what an operating staff or fate does to it. */
export interface Server {
  readonly db: () => Kysely<Database>
  /** Requests so far, and among them those that carried something: rows of the feed, or commands. */
  readonly traffic: { requests: number; loads: number }
  /** Resolves once no request is under way. */
  idle(): Promise<void>
  deliver(message: Message): Promise<Answer>
  deliverInto(message: Message, trouble: 'crash-platform' | 'lose-database', part: number): Promise<Answer>
  restart(): Promise<void>
  backUp(): Promise<void>
  /** Puts the last backup in place of the database; answers ids of the commands that are undone by it, null without a backup. */
  restore(): Promise<string[] | null>
  /** Opens a transaction of the platform's own that has written, or ends it. Answers whether it is open now. */
  turnLongTransaction(): Promise<boolean>
  endLongTransaction(): Promise<void>
  setRights(operatorId: string, assignments: readonly Assignment[]): Promise<void>
  endSessions(login: string): Promise<void>
  stop(): Promise<void>
}

const mostQueries = 24

export async function startServer(databases: Databases, clock: WorldClock): Promise<Server> {
  const name = await databases.create()
  const backup = `${name}_backup`
  const traffic = { requests: 0, loads: 0 }
  let running: RunningPlatform = await run()
  let worker: pg.Client | null = null
  let hasBackup = false
  let busy = 0
  let turn: Promise<unknown> = Promise.resolve()

  function run(): Promise<RunningPlatform> {
    const now = () => new Date(clock.now())
    return createPlatform({ databaseUrl: databases.urlOf(name), log: { level: 'silent' }, now })
  }

  /** One request at a time: what the consoles see depends on the order of requests alone. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    busy += 1
    const next = turn.then(work, work).finally(() => (busy -= 1))
    turn = next.catch(() => undefined)
    return next
  }

  async function answerTo({ method, path, headers, body }: Message): Promise<Answer> {
    traffic.requests += 1
    const answer = await running.app.inject({
      method: method === 'POST' ? 'POST' : method === 'DELETE' ? 'DELETE' : 'GET',
      url: path,
      headers: { ...headers },
      ...(body !== undefined && { payload: body }),
    })
    const result = { status: answer.statusCode, type: String(answer.headers['content-type']), body: answer.rawPayload }
    if (carriesSomething(path, result)) traffic.loads += 1
    return result
  }

  async function into(message: Message, trouble: 'crash-platform' | 'lose-database', part: number): Promise<Answer> {
    let crash: (() => void) | null = null
    const crashed = new Promise<null>((resolve) => (crash = () => resolve(null)))
    armQueries({
      left: Math.floor(part * mostQueries),
      after: Math.floor(part * 1000) % 2 === 0,
      async strike(processId) {
        await databases.cutOff({ processId })
        if (trouble === 'lose-database') return
        crash?.()
        await new Promise(() => undefined)
      },
    })
    const answer = await Promise.race([answerTo(message), crashed]).finally(() => armQueries(null))
    if (answer) return answer
    await startAnew()
    throw broken()
  }

  /** As after the end of its process: what it was about to do never happens. */
  async function startAnew(): Promise<void> {
    const held = worker !== null
    await databases.cutOff({ database: name })
    if (held) forgetWorker()
    running = await run()
  }

  function forgetWorker(): void {
    worker = null
    clock.goOn()
  }

  async function withoutConnections<T>(work: () => Promise<T>): Promise<T> {
    await endLong()
    await running.close()
    try {
      return await work()
    } finally {
      running = await run()
    }
  }

  const auditIds = async () =>
    (await running.platform.db.selectFrom('auditEntry').select('id').execute()).map(({ id }) => id)

  async function endLong(): Promise<void> {
    if (!worker) return
    await worker.query('commit')
    await worker.end()
    forgetWorker()
  }

  async function beginLong(): Promise<void> {
    worker = new pg.Client({ connectionString: databases.urlOf(name) })
    worker.on('error', () => undefined)
    await worker.connect()
    await worker.query('begin')
    await worker.query('update unit set name = name where id = any($1)', [workerUnits.map(({ id }) => id)])
    clock.stop()
  }

  return {
    db: () => running.platform.db,
    traffic,
    async idle() {
      while (busy > 0) await turn
    },
    deliver: (message) => inTurn(() => answerTo(message)),
    deliverInto: (message, trouble, part) => inTurn(() => into(message, trouble, part)),
    restart: () => inTurn(() => withoutConnections(() => Promise.resolve())),
    backUp: () =>
      inTurn(() =>
        withoutConnections(async () => {
          await databases.drop(backup)
          await databases.copy(name, backup)
          hasBackup = true
        }),
      ),
    restore: () =>
      inTurn(async () => {
        if (!hasBackup) return null
        await endLong()
        const before = await auditIds()
        await withoutConnections(async () => {
          await databases.drop(name)
          await databases.copy(backup, name)
        })
        const after = new Set(await auditIds())
        return before.filter((id) => !after.has(id))
      }),
    turnLongTransaction: () => inTurn(() => (worker ? endLong() : beginLong()).then(() => worker !== null)),
    endLongTransaction: () => inTurn(endLong),
    setRights: (operatorId, assignments) =>
      inTurn(async () => {
        await sql`update operator set assignments = ${JSON.stringify(assignments)}::jsonb where id = ${operatorId}`.execute(
          running.platform.db,
        )
      }),
    endSessions: (login) =>
      inTurn(async () => {
        await sql`update session set ended = true where operator_id = (select id from operator where login = ${login})`.execute(
          running.platform.db,
        )
      }),
    stop: () =>
      inTurn(async () => {
        await endLong()
        await running.close()
        await databases.drop(name)
        await databases.drop(backup)
      }),
  }
}

function carriesSomething(path: string, { status, body }: Answer): boolean {
  if (path.startsWith('/v1/changes')) return status === 200 && !body.subarray(0, 16).toString().includes('[]')
  return !path.startsWith('/v1/sessions') && !path.startsWith('/v1/digests')
}

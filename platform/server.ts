import { availableParallelism } from 'node:os'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { pokeHeartbeatMs } from '#shared/contract/api'
import { AppError } from '#shared/contract/app-error'
import { assertUsable } from '#platform/database/assert-usable'
import { connectDatabase } from '#platform/database/connect'
import { establishIncarnation } from '#platform/database/identity'
import { migrate } from '#platform/database/migrate'
import { createFeed } from '#platform/feed/feed'
import { createWeeks } from '#platform/probes/weeks'
import { answerError, answerNotFound } from '#platform/http/problems'
import { assertNamesRight, registerRoute } from '#platform/http/register-route'
import { compileValidator } from '#platform/http/validation'
import { createPokes } from '#platform/pokes/pokes'
import type { Platform } from './platform'
import { platformRoutes } from './routes'
import { createTurns } from './turns'

export interface PlatformOptions {
  readonly databaseUrl: string
  /** Default: the system's clock. */
  readonly now?: () => Date
  readonly log?: FastifyBaseLogger | { readonly level: string }
  /** How often a stream of pokes shows that it lives, and looks whether its session does. */
  readonly heartbeatMs?: number
}

export interface RunningPlatform {
  readonly app: FastifyInstance
  readonly platform: Platform
  /** Answers the base URL; port 0 picks a free one. */
  listen(options: { readonly port: number; readonly host?: string }): Promise<string>
  /** Lets requests under way end, then closes the database connections. */
  close(): Promise<void>
}

const largestBody = 16 * 1024 * 1024
const secrets = ['req.headers.authorization', '*.password', '*.accessToken', '*.refreshToken']

/** Connects and migrates a database and builds the platform over it. @throws where a migration fails or the database is newer */
export async function createPlatform({
  databaseUrl,
  now = () => new Date(),
  log,
  heartbeatMs = pokeHeartbeatMs,
}: PlatformOptions): Promise<RunningPlatform> {
  const app = createApp(log)
  const db = connectDatabase(databaseUrl, (error) => app.log.warn({ err: error }, 'database connection lost'))
  try {
    await assertUsable(db)
    await migrate(db)
    const pokes = createPokes({ db, databaseUrl, heartbeatMs, log: app.log })
    // Streams never end by themselves, and closing waits for every answer under way.
    app.addHook('preClose', () => pokes.close())
    const feed = createFeed({ db, now })
    const weeks = createWeeks({ db, now })
    const platform: Platform = { db, incarnation: await establishIncarnation(db), feed, pokes, weeks, ...turns(), now }
    await addRoutes(app, platform)
    return {
      app,
      platform,
      listen: (where) => app.listen({ host: '127.0.0.1', ...where }).catch(tellPort(where.port)),
      close: closer(app, platform),
    }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

/**
 * What would otherwise crowd out everything else. Argon2 takes one of Node's four threads and a whole core for
 * each password; commands in larger numbers only hold their transactions, and with them everybody's feed, open for longer.
 */
const turns = (): Pick<Platform, 'signIns' | 'judging'> => ({
  signIns: createTurns({
    atOnce: Math.min(3, availableParallelism()),
    longestWaitMs: 20_000,
    busy: '正在登录的人较多，平台暂时接待不过来，请稍后再试',
  }),
  judging: createTurns({ atOnce: 8, longestWaitMs: 20_000, busy: '平台繁忙，稍后自动重新提交' }),
})

/** An empty app with our ways: strict input, problem documents, no route without a right. */
export function createApp(log: PlatformOptions['log'] = { level: 'warn' }): FastifyInstance {
  const logging =
    'info' in log ? { loggerInstance: log } : { logger: { level: log.level, redact: secrets, stream: process.stderr } }
  const app: FastifyInstance = Fastify({
    ...logging,
    bodyLimit: largestBody,
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    requestTimeout: 120_000,
  })
  app.setValidatorCompiler(compileValidator)
  app.setSerializerCompiler(() => (body) => JSON.stringify(body))
  app.setErrorHandler(answerError)
  app.setNotFoundHandler(answerNotFound)
  app.addHook('onRoute', assertNamesRight)
  partAfterLastAnswer(app)
  return app
}

async function addRoutes(app: FastifyInstance, platform: Platform): Promise<void> {
  const info = { title: '站群管理平台 Zhanqun platform', version: 'v1' }
  await app.register(swagger, { openapi: { openapi: '3.1.0', info } })
  await app.register(async (scope) => {
    for (const route of platformRoutes) registerRoute(scope, platform, route)
  })
  await app.ready()
}

const closer =
  (app: FastifyInstance, { db }: Platform) =>
  async () => {
    await app.close()
    await db.destroy()
  }

const tellPort = (port: number) => (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EADDRINUSE') throw error
  throw new AppError('unavailable', `端口 ${port} 已被占用，请用 --port 另选端口或停止占用它的程序`)
}

/** A connection that is kept alive would hold up closing until it times out. */
function partAfterLastAnswer(app: FastifyInstance): void {
  let isClosing = false
  app.addHook('preClose', async () => void (isClosing = true))
  app.addHook('onSend', async (_request, reply) => void (isClosing && reply.header('connection', 'close')))
}

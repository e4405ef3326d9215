import type { FastifyInstance, RouteOptions } from 'fastify'
import { AppError } from '#shared/contract/app-error'
import { schemaHeader, type RouteContract, type RouteRight } from '#shared/contract/api'
import { schemaVersion } from '#shared/contract/command'
import { rights } from '#shared/contract/right'
import type { Platform } from '#platform/platform'
import { authenticate } from './authenticate'
import type { Route, RouteCall } from './route'

/** Consoles down to this schema still understand us. */
export const oldestSchema = 1

declare module 'fastify' {
  interface FastifyContextConfig {
    right?: RouteRight
  }
}

const knownRights: readonly unknown[] = ['public', 'signed-in', ...rights]

/** Refuses to register a route that names no right we know: nothing is open by oversight. */
export function assertNamesRight({ method, url, config }: Pick<RouteOptions, 'method' | 'url' | 'config'>): void {
  if (!knownRights.includes(config?.right)) {
    throw new Error(
      `Route ${String(method)} ${url} names no right: say 'public', 'signed-in' or a right in its contract`,
    )
  }
}

function refuseOldSchema(header: string | string[] | undefined): void {
  if (header === undefined) return
  const version = Number(header)
  if (Number.isInteger(version) && version >= oldestSchema) return
  throw new AppError('incompatible', '管理台版本过旧，平台不再接受其提交。请联系系统管理员安装新版管理台', {
    status: 426,
    schema: schemaVersion,
    oldestSchema,
  })
}

const schemaOf = ({ summary, params, query, body, response }: RouteContract) => ({
  summary,
  ...(params && { params }),
  ...(query && { querystring: query }),
  ...(body && { body }),
  response: { 200: response },
})

/** The only way a route comes into being: right, schema and handler together. */
export function registerRoute(app: FastifyInstance, platform: Platform, { contract, handle }: Route): void {
  app.route({
    method: contract.method,
    url: contract.path,
    config: { right: contract.right },
    schema: schemaOf(contract),
    async handler(request, reply) {
      reply.header(schemaHeader, schemaVersion)
      refuseOldSchema(request.headers[schemaHeader])
      const session = contract.right === 'public' ? null : await authenticate(platform, request, contract.right)
      const { params, query, body } = request
      return handle({ params, query, body, session, platform, app, request, reply } as RouteCall<RouteContract>)
    },
  })
}

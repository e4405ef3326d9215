import type { FastifyRequest } from 'fastify'
import { AppError } from '#shared/contract/app-error'
import type { RouteRight } from '#shared/contract/api'
import { mayAnywhere } from '#shared/domain/permissions'
import type { Platform } from '#platform/platform'
import { findSession, type SignedIn } from '#platform/sessions/session'

const bearer = /^Bearer ([A-Za-z0-9_-]{20,100})$/i

/** Who asks, by the access token; refuses who is not signed in or lacks the route's right. */
export async function authenticate(platform: Platform, request: FastifyRequest, right: RouteRight): Promise<SignedIn> {
  const token = bearer.exec(request.headers.authorization ?? '')?.[1]
  const session = token ? await findSession(platform, token) : null
  if (!session) throw new AppError('unauthenticated', '登录已失效，请重新登录')
  if (right !== 'signed-in' && right !== 'public' && !mayAnywhere(session.operator, right)) {
    throw new AppError('forbidden', '当前账号无权使用此接口，请由有权限的人员办理', { right })
  }
  return session
}

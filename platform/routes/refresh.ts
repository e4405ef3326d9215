import { AppError } from '#shared/contract/app-error'
import { routes } from '#shared/contract/api'
import { answers } from '#platform/http/route'
import { renewSession } from '#platform/sessions/session'

export const route = answers(routes.refresh, async ({ platform, body }) => {
  const session = await renewSession(platform, body.refreshToken)
  if (!session) throw new AppError('unauthenticated', '登录已失效，请重新登录')
  return session
})

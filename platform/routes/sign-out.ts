import { routes } from '#shared/contract/api'
import { answers } from '#platform/http/route'
import { endSession } from '#platform/sessions/session'

export const route = answers(routes.signOut, async ({ platform, session }) => {
  await endSession(platform.db, session.sessionId)
  return {}
})

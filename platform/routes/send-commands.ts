import { routes } from '#shared/contract/api'
import { receiveCommands } from '#platform/commands/receive'
import { answers } from '#platform/http/route'

export const route = answers(routes.sendCommands, async ({ platform, session, body, request }) => {
  const judge = { platform, by: session.operator, log: request.log }
  return { ...(await receiveCommands(judge, body)), serverTime: platform.now().toISOString() }
})

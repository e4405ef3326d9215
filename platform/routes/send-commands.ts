import { routes } from '#shared/contract/api'
import { receiveCommands } from '#platform/commands/receive'
import { answers } from '#platform/http/route'

export const route = answers(routes.sendCommands, async ({ platform, session, body, request }) => {
  const judge = { platform, by: session.operator, log: request.log }
  platform.judging.assertSoon()
  const received = await platform.judging.take(() => receiveCommands(judge, body))
  return { ...received, serverTime: platform.now().toISOString() }
})

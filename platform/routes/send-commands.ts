import { cursorHeader, routes } from '#shared/contract/api'
import { receiveCommands } from '#platform/commands/receive'
import { assertOfThisHistory } from '#platform/feed/cursor'
import { readHorizon } from '#platform/feed/horizon'
import { answers } from '#platform/http/route'

export const route = answers(routes.sendCommands, async ({ platform, session, body, request }) => {
  const cursor = request.headers[cursorHeader]
  if (typeof cursor === 'string')
    assertOfThisHistory(cursor, platform.incarnation, (await readHorizon(platform.db)).xmin)
  const judge = { platform, by: session.operator, log: request.log }
  platform.judging.assertSoon()
  const received = await platform.judging.take(() => receiveCommands(judge, body))
  return { ...received, serverTime: platform.now().toISOString() }
})

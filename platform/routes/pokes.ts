import { routes } from '#shared/contract/api'
import { isAppError } from '#shared/contract/app-error'
import { authenticate } from '#platform/http/authenticate'
import { answers } from '#platform/http/route'

export const route = answers(routes.pokes, async ({ platform, session, request, reply }) => {
  const isSignedIn = () => authenticate(platform, request, routes.pokes.right).then(() => true, isNoRefusal)
  const stream = platform.pokes.open({ operatorId: session.operator.id, isSignedIn })
  return (
    reply
      .type('text/event-stream; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('x-accel-buffering', 'no')
      // It ends when the platform closes, which must not wait for the connection to be used again.
      .header('connection', 'close')
      .send(stream)
  )
})

/** The database may be away for a moment; that ends nobody's session. */
const isNoRefusal = (error: unknown): boolean => !isAppError(error) || error.code === 'unavailable'

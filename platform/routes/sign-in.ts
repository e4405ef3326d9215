import { routes } from '#shared/contract/api'
import { answers } from '#platform/http/route'
import { signIn } from '#platform/sessions/sign-in'

export const route = answers(routes.signIn, ({ platform, body }) => signIn(platform, body))

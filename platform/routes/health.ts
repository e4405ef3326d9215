import { routes } from '#shared/contract/api'
import { schemaVersion } from '#shared/contract/command'
import { answers } from '#platform/http/route'
import { oldestSchema } from '#platform/http/register-route'

export const route = answers(routes.health, async ({ platform }) => ({
  product: 'zhanqun',
  schema: schemaVersion,
  oldestSchema,
  incarnation: platform.incarnation,
  serverTime: platform.now().toISOString(),
}))

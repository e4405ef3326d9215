import { routes } from '#shared/contract/api'
import { authorities } from '#platform/authority/authority'
import { revocationLists } from '#platform/authority/revocations'
import { answers } from '#platform/http/route'

export const route = answers(routes.trust, async ({ platform: { db, now } }) => ({
  roots: (await authorities(db, 'root')).flatMap(({ certificates }) => certificates),
  revocations: await revocationLists(db, now().toISOString()),
}))

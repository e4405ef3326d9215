import type { Workplace } from '#core/workplace'
import type { Desk } from '#shared/contract/desk'
import { keptAvailability } from './kept'

export const createAvailabilityCalls = ({
  store,
  availability,
}: Workplace): Pick<Desk, 'availability.site' | 'availability.refresh'> => ({
  'availability.site': ({ siteId }) => keptAvailability(store, siteId),
  'availability.refresh': async ({ siteId }) => ({ asked: await availability.refresh(siteId) }),
})

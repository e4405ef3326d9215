import { setTimeout as delay } from 'node:timers/promises'
import type { Workplace } from '#core/workplace'
import type { Desk } from '#shared/contract/desk'
import { mayAnywhere } from '#shared/domain/permissions'
import { figuresAt } from './figures'

/** Counting takes a while, and a view that opens asks for figures and its list in one breath: the list comes first. */
const courtesyMs = 60

export const createOverviewCalls = ({ store, clock, operator }: Workplace): Pick<Desk, 'overview.figures'> => ({
  async 'overview.figures'() {
    await delay(courtesyMs)
    const figures = figuresAt(store, clock.instant())
    return mayAnywhere(operator(), 'hit.read') ? figures : { ...figures, openHits: [] }
  },
})

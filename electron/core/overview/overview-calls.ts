import type { Workplace } from '#core/workplace'
import type { Desk } from '#shared/contract/desk'
import { figuresAt } from './figures'

export const createOverviewCalls = ({ store, clock }: Workplace): Pick<Desk, 'overview.figures'> => ({
  'overview.figures': () => figuresAt(store, clock.instant()),
})

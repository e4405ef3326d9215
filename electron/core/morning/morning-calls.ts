import { freshnessPicture } from '#core/pictures/freshness-picture'
import { healthPicture } from '#core/pictures/health-picture'
import { trend } from '#core/pictures/trend'
import type { Workplace } from '#core/workplace'
import type { Desk } from '#shared/contract/desk'
import { dayOf } from '#shared/domain/calendar'
import { createFollowedDays } from './followed-days'
import { morningDay } from './morning-day'
import { precisionSince } from './precision'

type MorningCalls = Pick<
  Desk,
  'morning.day' | 'morning.precision' | 'pictures.health' | 'pictures.freshness' | 'pictures.trend'
>

/** What changed from day to day, all of it out of the local store. */
export function createMorningCalls({ store, clock }: Workplace): MorningCalls {
  const followed = createFollowedDays(store)
  return {
    'morning.day': ({ day, still }) => morningDay(store, day, followed.of(day), still),
    'morning.precision': ({ since }) => precisionSince(store, since),
    'pictures.health': ({ until, days }) => healthPicture(store, until, days),
    'pictures.freshness': () => freshnessPicture(store, dayOf(clock.instant())),
    'pictures.trend': ({ until, days }) => trend(store, followed.countsUntil(until), until, days),
  }
}

import type { PlatformClock } from '#core/clock'
import type { AuthorisedClient } from '#core/platform/authorised'
import type { Store } from '#core/store/store'
import { routes } from '#shared/contract/api'
import { isAppError } from '#shared/contract/app-error'
import { dropDetail, keepDetail, keepShares, keptDetail, sharesAt } from './kept'

/** Keeps what the platform's probes say of the sites, without asking for it at every turn. */
export interface Availability {
  /** The console is in step with the platform: fetches the weeks of all sites if the last ones have aged. Never rejects. */
  synced(): Promise<void>
  /** Fetches a site anew if what is here has aged; answers whether it asked. @throws AppError as the platform does */
  refresh(siteId: string): Promise<boolean>
  /** Resolves when nothing is under way; requests have been broken off by then. */
  stop(): Promise<void>
}

interface Options {
  readonly store: Store
  readonly client: AuthorisedClient
  readonly clock: PlatformClock
  readonly isOnline: () => boolean
  readonly report: (error: unknown) => void
}

/** Probes come once in some minutes at most, and every console asks. */
export const freshForMs = 10 * 60_000

export function createAvailability({ store, client, clock, isOnline, report }: Options): Availability {
  let nextTry = -Infinity
  let weeks = Promise.resolve()
  const underWay = new Map<string, Promise<boolean>>()

  const isFresh = (at: string | null) => at !== null && Math.abs(clock.now() - Date.parse(at)) < freshForMs
  /** An older platform doesn't know what it is asked. */
  const canAsk = () => isOnline() && client.platformBuild() !== 'older'

  async function ask(siteId: string): Promise<boolean> {
    try {
      keepDetail(store, await client.call(routes.siteAvailability, { params: { id: siteId } }))
      return true
    } catch (error) {
      if (isAppError(error) && error.code === 'not-found') dropDetail(store, siteId)
      throw error
    }
  }

  async function askWeeks(): Promise<void> {
    try {
      keepShares(store, await client.call(routes.weekShares))
    } catch (error) {
      if (!isAppError(error)) report(error)
    }
  }

  return {
    async synced() {
      if (!canAsk() || clock.now() < nextTry || isFresh(sharesAt(store))) return
      // A platform that refuses is not asked again before the answer would have aged.
      nextTry = clock.now() + freshForMs
      weeks = askWeeks()
      await weeks
    },
    async refresh(siteId) {
      if (!canAsk() || isFresh(keptDetail(store, siteId)?.at ?? null)) return false
      const asked = underWay.get(siteId) ?? ask(siteId).finally(() => underWay.delete(siteId))
      underWay.set(siteId, asked)
      return asked
    },
    async stop() {
      await Promise.allSettled([weeks, ...underWay.values()])
    },
  }
}

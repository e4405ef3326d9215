import { setTimeout as delay } from 'node:timers/promises'
import type { RunningPlatform } from '#platform/server'
import { orderDueProbes } from '#platform/probes/order-probes'
import { escalateOverdue } from '#platform/rectification/escalate-overdue'
import { queueReinspections } from '#platform/rectification/queue-reinspections'
import { startDueRuns } from './start-due'

const everyMs = 15_000

/** Orders runs and probes as the timetables of the plans say, and looks after rectification orders, until it is closed. */
export function keepStartingRuns({ app, platform }: RunningPlatform): { close(): Promise<void> } {
  const ending = new AbortController()
  const running = keepOn()
  return {
    close() {
      ending.abort()
      return running
    },
  }

  async function startWhatIsDue(): Promise<void> {
    await startDueRuns(platform.db, platform.now)
    await orderDueProbes(platform.db, platform.now)
    await queueReinspections(platform.db, platform.now)
    await escalateOverdue(platform.db, platform.now)
  }

  async function keepOn(): Promise<void> {
    while (!ending.signal.aborted) {
      await startWhatIsDue().catch((error: unknown) =>
        app.log.error({ err: error }, 'what is due could not be started'),
      )
      await delay(everyMs, undefined, { signal: ending.signal }).catch(() => undefined)
    }
  }
}

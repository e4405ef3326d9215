import { setTimeout as delay } from 'node:timers/promises'
import type { RunningPlatform } from '#platform/server'
import { startDueRuns } from './start-due'

const everyMs = 15_000

/** Orders runs as the timetables of the plans say, until it is closed. */
export function keepStartingRuns({ app, platform }: RunningPlatform): { close(): Promise<void> } {
  const ending = new AbortController()
  const running = keepOn()
  return {
    close() {
      ending.abort()
      return running
    },
  }

  async function keepOn(): Promise<void> {
    while (!ending.signal.aborted) {
      await startDueRuns(platform.db, platform.now).catch((error: unknown) =>
        app.log.error({ err: error }, 'runs of the timetable could not be started'),
      )
      await delay(everyMs, undefined, { signal: ending.signal }).catch(() => undefined)
    }
  }
}

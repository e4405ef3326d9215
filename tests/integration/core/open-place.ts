import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { createPlatformClock } from '#core/clock'
import { createEvents } from '#core/events'
import { createOutboxCalls } from '#core/outbox/outbox-calls'
import { createPlatformClient } from '#core/platform/platform-client'
import { openStore } from '#core/store/open-store'
import { createOfflineCalls } from '#core/texts/offline-calls'
import { openWorkplace, type Workplace } from '#core/workplace'
import { routes } from '#shared/contract/api'
import { bareNative, password } from './surroundings'

/** A signed-in operator's workplace whose store a test can reach into, with what it wrote to its log. */
export interface Place extends Workplace, ReturnType<typeof createOutboxCalls>, ReturnType<typeof createOfflineCalls> {
  readonly log: string[]
}

export async function openPlace(
  dataDir: string,
  url: string,
  login = 'operator',
  pollMs = 3_600_000,
  housekeeping = false,
  key = randomBytes(32),
): Promise<Place> {
  const clock = createPlatformClock(Date.now)
  const platform = createPlatformClient(url, clock, Date.now)
  const session = await platform.call(routes.signIn, { body: { login, password } })
  const log: string[] = []
  const workplace = openWorkplace({
    store: openStore(path.join(dataDir, `${login}.db`), key),
    platform,
    clock,
    session,
    events: createEvents(),
    native: bareNative(),
    report: (error) => void log.push(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    pollMs,
    housekeeping,
    now: Date.now,
  })
  return { ...workplace, ...createOutboxCalls(workplace), ...createOfflineCalls(workplace), log }
}

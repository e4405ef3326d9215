import { AsyncLocalStorage } from 'node:async_hooks'

const still = new AsyncLocalStorage<boolean>()
const realTimeout = globalThis.setTimeout

/** A timer that has already been cleared: it holds nothing and never fires. */
function neverFiring(): NodeJS.Timeout {
  const timer = realTimeout(() => undefined, 1)
  clearTimeout(timer)
  return timer
}

/** From now on timers that are set by a console never fire; the platform and the driver of its database keep theirs. */
export function installStillTimers(): void {
  const wrapper = (work: (...values: unknown[]) => void, milliseconds?: number, ...values: unknown[]) =>
    still.getStore() ? neverFiring() : realTimeout(work, milliseconds, ...values)
  globalThis.setTimeout = Object.assign(wrapper, realTimeout)
}

/** Runs a console's work: it moves only when a step asks it to, and a killed one never wakes up again. */
export const withStillTimers = <T>(work: () => T): T => still.run(true, work)
/** Runs what is outside the consoles though one of them called it. */
export const withRealTimers = <T>(work: () => T): T => still.exit(work)

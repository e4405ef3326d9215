const realTimeout = globalThis.setTimeout

/** A timer that has already been cleared: it holds nothing and never fires. */
function neverFiring(): NodeJS.Timeout {
  const timer = realTimeout(() => undefined, 1)
  clearTimeout(timer)
  return timer
}

/**
 * From now on timers of this process never fire: a console moves only when a step asks it to, and a killed one never
 * wakes up again. The platform waits by `node:timers/promises`, which stay; what the drivers set are time limits.
 */
export function installStillTimers(): void {
  globalThis.setTimeout = Object.assign(() => neverFiring(), realTimeout)
}

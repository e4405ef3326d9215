/** Resolves when a long-running command is asked to stop. */
export const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })

/** One Ctrl+C under npm arrives twice; the second must not cut the stopping short. */
export async function heedlessOfSignals<T>(work: () => Promise<T>): Promise<T> {
  const signals = ['SIGINT', 'SIGTERM'] as const
  const heedless = () => undefined
  for (const signal of signals) process.on(signal, heedless)
  try {
    return await work()
  } finally {
    for (const signal of signals) process.removeListener(signal, heedless)
  }
}

/**
 * One run of `work` for everybody who asks at the same time. Whoever asks while it runs gets the run after it: what they
 * are told never began before they asked.
 */
export function sharedRun<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> = Promise.resolve()
  let waiting: Promise<T> | null = null

  function begin(): Promise<T> {
    waiting = null
    const run = work()
    running = run.catch(() => undefined)
    return run
  }

  return () => (waiting ??= running.then(begin))
}

/** A pass that is repeated: after a while, and at once when woken. */
export interface Loop {
  wake(): void
  /** Resolves after a pass that began after the call. */
  passed(): Promise<void>
  /** Resolves when the running pass has ended; no other follows. */
  stop(): Promise<void>
}

interface Options {
  /** Never rejects. */
  readonly pass: () => Promise<void>
  /** Milliseconds until the next pass, asked after each. */
  readonly pause: () => number
}

export function createLoop({ pass, pause }: Options): Loop {
  let isStopped = false
  let isWanted = false
  let interrupt: (() => void) | null = null
  let waiting: (() => void)[] = []

  const nap = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      interrupt = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  async function run(): Promise<void> {
    while (!isStopped) {
      isWanted = false
      const served = waiting
      waiting = []
      await pass()
      for (const serve of served) serve()
      if (!isWanted && !isStopped) await nap(pause())
      interrupt = null
    }
    for (const serve of waiting) serve()
  }

  function wake(): void {
    isWanted = true
    interrupt?.()
  }

  const running = Promise.resolve().then(run)
  return {
    wake,
    passed() {
      if (isStopped) return Promise.resolve()
      const done = new Promise<void>((resolve) => waiting.push(resolve))
      wake()
      return done
    },
    stop() {
      isStopped = true
      wake()
      return running
    },
  }
}

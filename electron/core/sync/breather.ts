/** Keeps what is done whenever somebody asks from taking all of core's time. */
export interface Breather {
  /** Core could do nothing else for so long: it is left alone for three times as long. */
  worked(milliseconds: number): void
  /** Does the work, now or when the pause is over. */
  request(): void
  stop(): void
}

/** Nobody notices less. */
const noticeableMs = 30
const pauseShare = 3

export function createBreather(work: () => void): Breather {
  let until = 0
  let timer: NodeJS.Timeout | null = null
  function run(): void {
    timer = null
    work()
  }
  return {
    worked(milliseconds) {
      if (milliseconds > noticeableMs) until = performance.now() + milliseconds * pauseShare
    },
    request() {
      const left = until - performance.now()
      if (left <= 0) work()
      else timer ??= setTimeout(run, left)
    },
    stop() {
      if (timer) clearTimeout(timer)
      timer = null
    },
  }
}

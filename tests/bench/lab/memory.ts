import { setTimeout as delay } from 'node:timers/promises'

const megabytes = (bytes: number) => bytes / 1024 / 1024

/** Resident memory of this process now, in MB, after its garbage is collected. */
export async function settledMemory(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    global.gc?.()
    await delay(100)
  }
  return megabytes(process.memoryUsage().rss)
}

/** The most resident memory that this process has while `work` goes on, in MB. */
export async function peakMemory<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly peak: number }> {
  let peak = 0
  const look = () => (peak = Math.max(peak, megabytes(process.memoryUsage.rss())))
  const timer = setInterval(look, 25)
  try {
    const value = await work()
    look()
    return { value, peak }
  } finally {
    clearInterval(timer)
  }
}

import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'

export type Report = (error: unknown) => void

const largestLog = 5 * 1024 * 1024

/** Writes what went wrong to `dataDir/log/core.log`: the error and its stack, never what was being worked on. */
export function createReport(dataDir: string, now: () => number): Report {
  const file = path.join(dataDir, 'log', 'core.log')
  return (error) => {
    try {
      mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
      turnOver(file)
      appendFileSync(file, `${new Date(now()).toISOString()} ${told(error)}\n`, { mode: 0o600 })
    } catch (failure) {
      // The log is the last resort; a full disk must not turn one error into two.
      console.error(failure)
    }
  }
}

const told = (error: unknown): string =>
  error instanceof Error
    ? `${error.stack ?? error.message}${error.cause ? `\ncaused by ${told(error.cause)}` : ''}`
    : String(error)

function turnOver(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > largestLog) renameSync(file, `${file}.1`)
}

const everyMs = 500

/**
 * Calls `stop` once the process that started us is gone. For npx only: it passes a signal to the shell between us and
 * not to us, and would leave a platform behind that nobody stops.
 */
export function whenOrphaned(stop: () => void): void {
  if (process.env['npm_command'] !== 'exec') return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    stop()
  }, everyMs)
  timer.unref()
}

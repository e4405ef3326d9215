import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

export interface InspectingProcess {
  readonly ended: Promise<{ readonly code: number | null; readonly output: string }>
  kill(): void
  /** Most memory it had resident, in MB, where the system tells. */
  peak(): number
  /** What it has resident now, in MB. */
  resident(): number
}

const lookEvery = 250

/** `zhanqun inspect` as a process of its own, that can be killed. */
export function startInspecting(cli: string, args: readonly string[]): InspectingProcess {
  const child = spawn(process.execPath, [cli, 'inspect', ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const pieces: string[] = []
  let peak = 0
  child.stdout.setEncoding('utf8').on('data', (piece: string) => void pieces.push(piece))
  const looking = setInterval(() => (peak = Math.max(peak, memoryOf(child.pid, 'VmHWM'))), lookEvery)
  const ended = new Promise<{ code: number | null; output: string }>((done, failed) => {
    child.once('error', failed)
    child.once('close', (code) => {
      clearInterval(looking)
      done({ code, output: pieces.join('') })
    })
  })
  const resident = (): number => memoryOf(child.pid, 'VmRSS')
  return { ended, kill: () => void child.kill('SIGKILL'), peak: () => peak, resident }
}

function memoryOf(pid: number | undefined, name: string): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(new RegExp(`${name}:\\s*(\\d+)`).exec(status)?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { projectUrl } from '#shared/contract/surroundings'
import type { Verdict } from './episode'
import type { Player } from './run'
import type { Work } from './worker'

/** Several processes that live through episodes, each with a PostgreSQL of its own. */
export interface Players {
  readonly all: readonly Player[]
  stop(): Promise<void>
}

const program = fileURLToPath(projectUrl('build/simulate-worker.mjs'))

export async function startPlayers(count: number, work: Work): Promise<Players> {
  const processes = Array.from({ length: count }, (_, number) => startProcess(number, work))
  const players = { all: processes.map(playerIn), stop: () => stopAll(processes) }
  try {
    await Promise.all(processes.map(heard))
    return players
  } catch (error) {
    await players.stop()
    throw error
  }
}

/** A console and its platform take turns, so both stay on one core: waking the other one up costs nearly nothing there. */
const canPin = process.platform === 'linux' && spawnSync('taskset', ['-c', '0', 'true']).status === 0
const pinned = (number: number) => ['taskset', '-c', String(number % availableParallelism())]

function startProcess(number: number, work: Work): ChildProcess {
  const command = [process.execPath, '--max-semi-space-size=32', program, JSON.stringify(work)]
  const [file = process.execPath, ...rest] = canPin ? [...pinned(number), ...command] : command
  return spawn(file, rest, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
    detached: true,
  })
}

const playerIn =
  (child: ChildProcess): Player =>
  (steps) => {
    child.send([...steps])
    return heard(child).then(
      (verdict) => verdict as Verdict,
      (error: unknown) => ({ faults: [String(error)], taken: steps.length, counts: new Map() }),
    )
  }

async function heard(child: ChildProcess): Promise<unknown> {
  const over = new AbortController()
  const { signal } = over
  try {
    return await Promise.race([
      once(child, 'message', { signal }).then(([message]: unknown[]) => message),
      once(child, 'exit', { signal }).then(([code, by]: unknown[]) => {
        throw new Error(`the process of this episode ended by itself (${String(code ?? by)})`)
      }),
    ])
  } finally {
    over.abort()
  }
}

async function stopAll(processes: readonly ChildProcess[]): Promise<void> {
  const running = processes.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
  await Promise.all(
    running.map(async (child) => {
      const ended = once(child, 'exit')
      if (child.connected) child.disconnect()
      await ended
    }),
  )
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { AppError } from '#shared/contract/app-error'
import type { ProcessUser } from './unprivileged'

export interface ServerProcess {
  /** Ends sessions and writes everything out. */
  stop(): Promise<void>
}

const spawned = (program: string, args: readonly string[], user: ProcessUser | null) =>
  // Its own process group, so that Ctrl+C reaches us alone and the platform drains before its database goes.
  spawn(program, args, {
    ...user,
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
  })

/** Runs a program; throws with what it said when it fails. */
export async function runToEnd(program: string, args: readonly string[], user: ProcessUser | null): Promise<void> {
  const child = spawned(program, args, user)
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new AppError('unavailable', `${program} 失败：${said.trim().slice(-2000)}`)
}

/** Starts PostgreSQL and waits until it accepts connections; throws with what it said when it ends before. */
export function startServer(
  program: string,
  args: readonly string[],
  user: ProcessUser | null,
): Promise<ServerProcess> {
  const child = spawned(program, args, user)
  const ended = once(child, 'exit')
  const follow = () => void child.kill('SIGINT')
  // A platform that ends by a fault takes its database with it.
  process.once('exit', follow)
  let said = ''
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', () =>
      reject(new AppError('unavailable', `内置 PostgreSQL 未能启动：${said.trim().slice(-2000)}`)),
    )
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000)
      if (said.includes('ready to accept connections')) resolve({ stop })
    })
  })

  async function stop(): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT')
    await ended
    process.removeListener('exit', follow)
  }
}

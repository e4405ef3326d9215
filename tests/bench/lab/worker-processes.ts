import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { cliFile } from '#tests/e2e/harness/platform-process'

/** So many `zhanqun worker` processes on a database, while the work lasts. */
export async function withWorkers<T>(
  count: number,
  { databaseUrl, folder }: { readonly databaseUrl: string; readonly folder: string },
  work: () => Promise<T>,
): Promise<T> {
  const workers = Array.from({ length: count }, (_, at) => start(at, databaseUrl, folder))
  try {
    return await work()
  } finally {
    await Promise.all(workers.map(end))
  }
}

function start(at: number, databaseUrl: string, folder: string): ChildProcess {
  const args = ['worker', '--name', `bench/${at}`, '--evidence', path.join(folder, 'evidence')]
  const env = { ...process.env, DATABASE_URL: databaseUrl }
  return spawn(process.execPath, [cliFile(), ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] })
}

async function end(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return
  const ended = once(worker, 'exit')
  worker.kill('SIGTERM')
  await ended
}

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cliFile } from './platform-process'

/** `zhanqun worker` in a process of its own. */
export class WorkerProcess {
  private constructor(private readonly child: ChildProcess) {}

  static start(databaseUrl: string): WorkerProcess {
    const env = { ...process.env, DATABASE_URL: databaseUrl }
    return new WorkerProcess(spawn(process.execPath, [cliFile(), 'worker'], { env, stdio: 'ignore' }))
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const ended = once(this.child, 'exit')
    this.child.kill('SIGTERM')
    await ended
  }
}

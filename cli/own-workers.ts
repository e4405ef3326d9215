import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

/** Workers that a platform starts beside itself. */
export interface OwnWorkers {
  /** Asks them to put back what they have in hand, and waits until they have ended. */
  close(): Promise<void>
}

interface Place {
  readonly databaseUrl: string
  /** Where they keep what they know of pages, and the proof of findings. */
  readonly folder: string
}

/** Starts so many `zhanqun worker` processes of this build on a database; one that ends by itself is told of. */
export function startOwnWorkers(count: number, place: Place, tell: (text: string) => void): OwnWorkers {
  let isClosing = false
  const children = Array.from({ length: count }, (_, at) => {
    const child = startOne(place)
    child.once('exit', (code) => void (isClosing || tell(`工作进程 ${at + 1} 已退出（${code}），平台继续运行`)))
    return child
  })
  return {
    async close() {
      isClosing = true
      await Promise.all(children.map(end))
    },
  }
}

function startOne({ databaseUrl, folder }: Place): ChildProcess {
  const env = { ...process.env, DATABASE_URL: databaseUrl }
  // Our end of its input closes with us, even when we are killed, and it ends then too.
  const stdio = ['pipe', 'ignore', 'inherit'] as const
  const kept = ['--known', path.join(folder, 'pages.db'), '--evidence', path.join(folder, 'evidence')]
  return spawn(process.execPath, [process.argv[1] ?? '', 'worker', '--attached', ...kept], { env, stdio: [...stdio] })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

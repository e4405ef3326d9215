import { spawn } from 'node:child_process'
import path from 'node:path'

export interface Ended {
  readonly code: number | null
  readonly output: string
  readonly errors: string
}

/** Runs the command line as a user does: through the package's own bin, which builds what changed. */
export function zhanqun(...args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [path.resolve('build/bin/zhanqun.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [output, errors] = [collect(child.stdout), collect(child.stderr)]
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output: output(), errors: errors() }))
  })
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = ''
  stream.setEncoding('utf8').on('data', (piece: string) => (text += piece))
  return () => text
}

import { Readable } from 'node:stream'

/** What a command of `zhanqun` writes, kept for a look at it. */
export function captureIo(input = '') {
  const written = { out: '', err: '' }
  const io = {
    stdout: (text: string) => void (written.out += text),
    stderr: (text: string) => void (written.err += text),
    stdin: Readable.from([Buffer.from(input)]),
    signal: new AbortController().signal,
  }
  return { io, written }
}

import { readFile, stat } from 'node:fs/promises'
import { parentPort, Worker } from 'node:worker_threads'
import { isAppError } from '#shared/contract/app-error'
import { workerUrl } from '#shared/contract/surroundings'
import { extractFile } from './extract-file'
import { judgeFile, unreadVerdict, type FileVerdict } from './file-verdict'
import { ExtractBudget } from './limits'
import type { ReadReply, ReadRequest } from './reader-protocol'
import { noAccess } from './unreadable'

// Runs as a child process, or as a thread where the host forbids processes; it is killed when it takes too long.
const send = (reply: ReadReply) => (parentPort ? parentPort.postMessage(reply) : process.send?.(reply))

async function bytesOf({ source, limits }: ReadRequest): Promise<Uint8Array> {
  if ('bytes' in source) return source.bytes
  const { size } = await stat(source.path)
  new ExtractBudget(limits).assertFileSize(size)
  return readFile(source.path)
}

async function verdicts(request: ReadRequest): Promise<readonly FileVerdict[]> {
  const { file, limits, options } = request
  try {
    const extracted = await extractFile(file, await bytesOf(request), limits)
    return extracted.map((one) => judgeFile(one, options))
  } catch (error) {
    return [unreadVerdict(file, (isAppError(error) ? error : noAccess()).message, options)]
  }
}

const answer = (request: ReadRequest) => void verdicts(request).then(send)

function guardMemory(megabytes: number): void {
  new Worker(new URL(workerUrl('memory-guard')), { workerData: megabytes }).unref()
}

if (parentPort) parentPort.on('message', answer)
else {
  guardMemory(Number(process.argv[2]))
  process.on('message', answer)
  process.on('disconnect', () => process.exit())
}
send('ready')

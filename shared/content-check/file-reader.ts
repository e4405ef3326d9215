import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { workerUrl } from '#shared/contract/surroundings'
import type { ExtractLimits } from './limits'
import type { ReadReply, ReadRequest } from './reader-protocol'

/** A process (or thread) that reads one file at a time and can be killed in the middle of it. */
export interface FileReader {
  /** Rejects when the reader ends before it answers. */
  read(request: ReadRequest): Promise<Exclude<ReadReply, 'ready'>>
  readonly filesRead: number
  kill(): void
}

/** A thread is held by its heap alone: it shares the rest of its memory with its host. */
type MemoryLimits = Pick<ExtractLimits, 'heapMegabytes' | 'residentMegabytes'>

/** What processes and threads have in common. */
interface Channel {
  post(request: ReadRequest): void
  onMessage(listener: (reply: ReadReply) => void): void
  onEnd(listener: () => void): void
  kill(): void
}

const startLimit = 20_000

// Set when the host does not let us start processes, as an Electron whose RunAsNode fuse is off.
let processesFail = false

/** Starts a reader with limits of memory: a child process, or a thread where that is not possible. */
export async function startReader(limits: MemoryLimits): Promise<FileReader> {
  if (!processesFail)
    try {
      return await startProcess(limits)
    } catch {
      processesFail = true
    }
  return startThread(limits)
}

export const startProcess = (limits: MemoryLimits): Promise<FileReader> => started(processChannel(limits))
export const startThread = (limits: MemoryLimits): Promise<FileReader> => started(threadChannel(limits))

function processChannel({ heapMegabytes, residentMegabytes }: MemoryLimits): Channel {
  const { NODE_OPTIONS: _, ...env } = process.env
  const child = fork(fileURLToPath(workerUrl('extract')), [String(residentMegabytes)], {
    execArgv: [`--max-old-space-size=${heapMegabytes}`],
    env: { ...env, ELECTRON_RUN_AS_NODE: '1' },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  return {
    post: (request) => child.send(request),
    onMessage: (listener) => child.on('message', listener),
    onEnd: (listener) => child.on('exit', listener).on('error', listener),
    kill: () => child.kill('SIGKILL'),
  }
}

function threadChannel({ heapMegabytes }: MemoryLimits): Channel {
  const thread = new Worker(new URL(workerUrl('extract')), {
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
    stdout: true,
    stderr: true,
  })
  return {
    post: (request) => thread.postMessage(request),
    onMessage: (listener) => thread.on('message', listener),
    onEnd: (listener) => thread.on('exit', listener).on('error', listener),
    kill: () => void thread.terminate(),
  }
}

async function started(channel: Channel): Promise<FileReader> {
  let deliver: (reply: ReadReply) => void = () => undefined
  let end: () => void = () => undefined
  const next = () =>
    new Promise<ReadReply>((resolve, reject) => {
      deliver = resolve
      end = () => reject(new Error('the reader ended'))
    })
  channel.onMessage((reply) => deliver(reply))
  channel.onEnd(() => end())
  const tooSlow = setTimeout(() => channel.kill(), startLimit)
  await next().finally(() => clearTimeout(tooSlow))
  let filesRead = 0
  return {
    read: (request) => {
      filesRead++
      return verdictsOf(next(), () => channel.post(request))
    },
    get filesRead() {
      return filesRead
    },
    kill: channel.kill,
  }
}

async function verdictsOf(reply: Promise<ReadReply>, post: () => void): Promise<Exclude<ReadReply, 'ready'>> {
  post()
  const answer = await reply
  if (answer === 'ready') throw new Error('the reader started twice')
  return answer
}

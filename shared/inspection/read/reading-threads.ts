import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { workerUrl } from '#shared/contract/surroundings'
import type { Day } from '#shared/contract/primitives'
import type { Visit } from '#shared/inspection/fetch/visit'
import type { SeenPage } from '#shared/inspection/gather/site-context'
import type { Harvest } from './harvest'
import { readingHere, type PageReading } from './page-reading'
import type { ReadingReply, ReadingRequest } from './reading-protocol'

/** Threads beside the one that asks: one core is for the network. */
export const coresToSpare = (): number => availableParallelism() - 1

/** Pages that a thread may have before it; with more, whoever asks reads by itself meanwhile. */
const mostInHand = 4
/** Pages until a run is long enough to be worth threads. */
const worthThreads = 30

interface Thread {
  readonly worker: Worker
  readonly inHand: Map<number, { readonly answer: (reply: ReadingReply) => void; readonly lost: () => void }>
}

/**
 * Reads pages in threads of its own, so that a second core helps, and in the asking thread what is too much for them or
 * was in the hands of one that died. Close it when the run is over.
 */
export class ReadingThreads implements PageReading {
  private readonly threads: Thread[] = []
  private count = 0
  private isClosed = false

  constructor(
    private most = coresToSpare(),
    private readonly worthIt = worthThreads,
  ) {}

  see(visit: Visit, today: Day): Promise<SeenPage | undefined> {
    const here = (): Promise<SeenPage | undefined> => readingHere.see(visit, today)
    return this.read({ visit: lean(visit), today }, ({ seen }) => seen && { ...seen, visit: recordOf(visit) }, here)
  }

  harvest(visit: Visit): Promise<Harvest | undefined> {
    return this.read(
      { visit: lean(visit) },
      ({ harvest }) => harvest,
      () => readingHere.harvest(visit),
    )
  }

  async close(): Promise<void> {
    this.isClosed = true
    await Promise.all(this.threads.map(({ worker }) => worker.terminate()))
  }

  private read<T>(
    request: Omit<ReadingRequest, 'number'>,
    answerOf: (reply: ReadingReply) => T,
    here: () => Promise<T>,
  ): Promise<T> {
    const number = (this.count += 1)
    const thread = number <= this.worthIt || request.visit.body === undefined ? undefined : this.idlest()
    if (thread === undefined) return here()
    return new Promise<T>((done, failed) => {
      thread.inHand.set(number, {
        answer: (reply) => done(answerOf(reply)),
        lost: () => void here().then(done, failed),
      })
      thread.worker.postMessage({ ...request, number } satisfies ReadingRequest)
    })
  }

  /** The thread with the least to do; undefined where all have enough. */
  private idlest(): Thread | undefined {
    const free = this.threads.filter(({ inHand }) => inHand.size < mostInHand)
    const [first, ...rest] = free
    if (first?.inHand.size === 0) return first
    if (this.threads.length < this.most && !this.isClosed) return this.start()
    return first && rest.reduce((best, one) => (one.inHand.size < best.inHand.size ? one : best), first)
  }

  private start(): Thread {
    const thread: Thread = { worker: new Worker(new URL(workerUrl('read-pages'))), inHand: new Map() }
    const { worker, inHand } = thread
    worker.unref()
    worker.on('message', (reply: ReadingReply) => {
      inHand.get(reply.number)?.answer(reply)
      inHand.delete(reply.number)
    })
    // An error ends the thread: what it had is read here, and it gets no successor.
    worker.on('error', () => (this.most -= 1))
    worker.on('exit', () => this.bury(thread))
    this.threads.push(thread)
    return thread
  }

  private bury(thread: Thread): void {
    this.threads.splice(this.threads.indexOf(thread), 1)
    for (const { lost } of thread.inHand.values()) lost()
    thread.inHand.clear()
  }
}

const recordOf = ({ body: _body, ...record }: Visit) => record

/** A visit without what nobody reads from it. */
const lean = ({ headers: _headers, tls: _tls, ...visit }: Visit): Visit => visit

import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import { imageOf } from '#shared/content-check/automaton/image'
import { Found, walk } from '#shared/content-check/automaton/walk'

interface Share {
  /** The phrases, and the text in UTF-16 units: both shared, neither copied. */
  readonly phrases: SharedArrayBuffer
  readonly text: SharedArrayBuffer
  readonly from: number
  readonly to: number
  readonly rounds: number
}

/** The bench's own file is the worker's too: this answers when it runs as one. */
if (!isMainThread)
  parentPort?.on('message', ({ phrases, text, from, to, rounds }: Share) => {
    const { trie } = imageOf(phrases)
    const units = new Uint16Array(text).subarray(from, to)
    const found = new Found()
    for (let round = 0; round < rounds; round++) {
      found.clear()
      walk(trie, units, units.length, found)
    }
    parentPort?.postMessage(found.length / 3)
  })

export class Cores {
  private readonly workers: readonly Worker[]
  constructor(
    count: number,
    private readonly phrases: SharedArrayBuffer,
    private readonly text: SharedArrayBuffer,
  ) {
    this.workers = Array.from({ length: count }, () => new Worker(new URL(import.meta.url)))
  }

  /** Million characters a second, with the text parted among the workers. */
  async speed(rounds: number): Promise<number> {
    const units = this.text.byteLength / 2
    const share = Math.ceil(units / this.workers.length)
    const begun = performance.now()
    await Promise.all(
      this.workers.map((worker, index) =>
        this.ask(worker, { from: index * share, to: Math.min(units, (index + 1) * share), rounds }),
      ),
    )
    return (units * rounds) / 1000 / (performance.now() - begun)
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()))
  }

  private ask(worker: Worker, part: Pick<Share, 'from' | 'to' | 'rounds'>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.postMessage({ phrases: this.phrases, text: this.text, ...part })
    })
  }
}

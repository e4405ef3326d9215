import path from 'node:path'
import { AppError } from '#shared/contract/app-error'
import type { CheckOptions } from './check-text'
import { startReader, type FileReader } from './file-reader'
import { unreadVerdict, type FileVerdict } from './file-verdict'
import { defaultLimits, type ExtractLimits } from './limits'
import type { FileSource, ReadRequest } from './reader-protocol'
import { stopped } from './unreadable'

export interface FileCheckerOptions extends CheckOptions {
  /** Files read at the same time, each in its own process. */
  readonly concurrency?: number
  readonly limits?: Partial<ExtractLimits>
}

export interface FileToCheck {
  /** Name for verdicts; the base name of the path by default. */
  readonly file?: string
  readonly source: FileSource
  readonly signal?: AbortSignal
}

/** Reads and checks files in processes of their own, which are killed when a file is too much for them. */
export interface FileChecker {
  /**
   * The verdict on the file first, then those on the files packed in it. A file that cannot be read is a verdict
   * with `unreadable`. Rejects only with `cancelled`.
   */
  check(file: FileToCheck): Promise<readonly FileVerdict[]>
  /** Ends the processes; what still runs is cancelled. */
  close(): void
}

export function createFileChecker({ concurrency = 2, limits, ...options }: FileCheckerOptions = {}): FileChecker {
  return new ReaderPool(concurrency, { ...defaultLimits, ...limits }, options)
}

/** Checks one file by path with a checker of its own. */
export async function checkFile(file: string, options: FileCheckerOptions = {}): Promise<readonly FileVerdict[]> {
  const checker = createFileChecker({ ...options, concurrency: 1 })
  return checker.check({ source: { path: file } }).finally(() => checker.close())
}

const mostFiles = 500

class ReaderPool implements FileChecker {
  private readonly idle: FileReader[] = []
  private readonly waiting: (() => void)[] = []
  private readonly closing = new AbortController()
  private busy = 0

  constructor(
    private readonly concurrency: number,
    private readonly limits: ExtractLimits,
    private readonly options: CheckOptions,
  ) {}

  async check({ file, source, signal }: FileToCheck): Promise<readonly FileVerdict[]> {
    const name = file ?? ('path' in source ? path.basename(source.path) : '-')
    const stop = AbortSignal.any([this.closing.signal, ...(signal ? [signal] : [])])
    await this.enter()
    try {
      return await this.read({ file: name, source, limits: this.limits, options: this.options }, stop)
    } finally {
      this.leave()
    }
  }

  close(): void {
    this.closing.abort()
    for (const reader of this.idle.splice(0)) reader.kill()
  }

  private async enter(): Promise<void> {
    if (this.busy >= this.concurrency) await new Promise<void>((resolve) => this.waiting.push(resolve))
    else this.busy++
  }

  /** Hands the place on to who waits longest. */
  private leave(): void {
    const next = this.waiting.shift()
    if (next) next()
    else this.busy--
  }

  private async read(request: ReadRequest, stop: AbortSignal): Promise<readonly FileVerdict[]> {
    assertGoesOn(stop)
    const reader = this.idle.pop() ?? (await startReader(this.limits))
    const guard = new Guard(reader, request.limits.milliseconds, stop)
    try {
      const verdicts = await reader.read(request)
      this.putBack(reader)
      return verdicts
    } catch {
      assertGoesOn(stop)
      return [
        unreadVerdict(request.file, stopped(guard.isLate ? '超时' : '内存不足或异常退出').message, request.options),
      ]
    } finally {
      guard.release()
    }
  }

  /** A process that has read much is not asked again: what its libraries failed to give back goes with it. */
  private putBack(reader: FileReader): void {
    if (this.closing.signal.aborted || reader.filesRead >= mostFiles) reader.kill()
    else this.idle.push(reader)
  }
}

/** Kills a reader that is late or no longer wanted. */
class Guard {
  isLate = false
  private readonly timer: NodeJS.Timeout
  private readonly kill: () => void

  constructor(
    reader: FileReader,
    milliseconds: number,
    private readonly stop: AbortSignal,
  ) {
    this.kill = () => reader.kill()
    this.timer = setTimeout(() => {
      this.isLate = true
      reader.kill()
    }, milliseconds)
    if (stop.aborted) reader.kill()
    else stop.addEventListener('abort', this.kill, { once: true })
  }

  release(): void {
    clearTimeout(this.timer)
    this.stop.removeEventListener('abort', this.kill)
  }
}

function assertGoesOn(stop: AbortSignal): void {
  if (stop.aborted) throw new AppError('cancelled', '核查已取消')
}

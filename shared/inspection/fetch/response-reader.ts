import type { Dispatcher } from 'undici'
import type { ReadBody } from './read-body'

export interface Response extends ReadBody {
  readonly status: number
  /** By lower-case name; of a repeated header all values, joined by line feeds. */
  readonly headers: Readonly<Record<string, string>>
}

type Headers = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2]

/**
 * Takes one response in as it comes, without a stream around it, and drops the connection beyond the limit: an endless
 * page costs no more than a long one.
 */
export class ResponseReader implements Dispatcher.DispatchHandler {
  readonly response: Promise<Response>
  private done: (response: Response) => void = () => undefined
  private failed: (error: Error) => void = () => undefined
  private controller: Dispatcher.DispatchController | undefined
  private end: Error | undefined
  private status = 0
  private headers: Readonly<Record<string, string>> = {}
  private limit = 0
  private readonly chunks: Uint8Array[] = []
  private size = 0

  /** `limitFor` says how many bytes are wanted, once the headers are known. */
  constructor(private readonly limitFor: (headers: Readonly<Record<string, string>>) => number) {
    this.response = new Promise((done, failed) => {
      this.done = done
      this.failed = failed
    })
  }

  /** Ends the request wherever it is; the response rejects with the reason. */
  abort(reason: Error): void {
    this.failed(reason)
    this.close(reason)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller
    if (this.end !== undefined) controller.abort(this.end)
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    if (status < 200) return
    this.status = status
    this.headers = joined(headers)
    this.limit = this.limitFor(this.headers)
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.chunks.push(chunk.subarray(0, this.limit - this.size))
    this.size += chunk.length
    if (this.size <= this.limit) return
    this.finish(true)
    this.close(new Error('enough was read'))
  }

  onResponseEnd(): void {
    this.finish(false)
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.failed(error)
  }

  private finish(isTruncated: boolean): void {
    this.done({ status: this.status, headers: this.headers, bytes: Buffer.concat(this.chunks), isTruncated })
  }

  private close(reason: Error): void {
    this.end = reason
    this.controller?.abort(reason)
  }
}

function joined(headers: Headers): Record<string, string> {
  const all: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) all[name] = Array.isArray(value) ? value.join('\n') : value
  return all
}

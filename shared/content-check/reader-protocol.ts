import type { CheckOptions } from './check-text'
import type { FileVerdict } from './file-verdict'
import type { ExtractLimits } from './limits'

/** Where the bytes of a file come from. */
export type FileSource = { readonly path: string } | { readonly bytes: Uint8Array }

/** Sent to the reading process, one at a time. */
export interface ReadRequest {
  /** Name for verdicts. */
  readonly file: string
  readonly source: FileSource
  readonly limits: ExtractLimits
  readonly options: CheckOptions
}

/** Sent back: once when the process can work, then once for each request. */
export type ReadReply = 'ready' | readonly FileVerdict[]

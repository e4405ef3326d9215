import type { TlsFacts } from './tls-facts'

/**
 * How a visit ended. `answered` says nothing of the status; `failed-here` and `given-up` say nothing of the site:
 * the first is our network or machine, the second a host that we left alone after repeated failures; `challenged` is a
 * guard that wants proof of a browser or a person before it lets anyone through.
 */
export type VisitOutcome =
  | 'answered'
  | 'challenged'
  | 'timeout'
  | 'refused'
  | 'unreachable'
  | 'unknown-host'
  | 'certificate'
  | 'broken'
  | 'redirect-loop'
  | 'too-many-redirects'
  | 'given-up'
  | 'failed-here'

/** One GET with its redirects followed. */
export interface Visit {
  readonly url: string
  readonly finalUrl: string
  readonly redirects: readonly string[]
  readonly outcome: VisitOutcome
  readonly seenAt: Date
  /** From the first byte sent to the last byte read, waiting for the host's turn excluded. */
  readonly milliseconds: number
  readonly status?: number
  /** Response headers by lower-case name, repeated ones joined by line feeds. */
  readonly headers?: Readonly<Record<string, string>>
  /** Over HTTPS: what the last handshake with the final host showed. */
  readonly tls?: TlsFacts
  /** Content-Type as sent. */
  readonly contentType?: string
  readonly body?: Uint8Array
  /** Set where the server, asked on condition, says that the page is as it was in an earlier run: then no body came. */
  readonly isUnchanged?: true
  /** True where reading stopped at the byte limit: absence of something then proves nothing. */
  readonly isTruncated: boolean
  /** SM3 of the WARC file that holds this visit, where it proves a fault. */
  readonly record?: string
  /** Error code for the log, never shown alone. */
  readonly reason?: string
}

/** True where the server answered with a page rather than an error. */
export const isSuccess = (visit: Visit): boolean =>
  visit.outcome === 'answered' && visit.status !== undefined && visit.status >= 200 && visit.status < 300

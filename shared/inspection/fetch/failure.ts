import type { VisitOutcome } from './visit'

const outcomeByCode: Readonly<Record<string, VisitOutcome>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ENOTFOUND: 'unknown-host',
  EAI_AGAIN: 'failed-here',
  EAI_FAIL: 'failed-here',
  ENETUNREACH: 'failed-here',
  ENETDOWN: 'failed-here',
  EADDRNOTAVAIL: 'failed-here',
  EMFILE: 'failed-here',
  ENFILE: 'failed-here',
  ENOBUFS: 'failed-here',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate',
}

const certificateCode = /^(CERT_|ERR_TLS_CERT)/

/** Error code of a failed connection, of the error itself or of what caused it. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN'
  if ('code' in error && typeof error.code === 'string') return error.code
  return error.cause === undefined ? error.name : codeOf(error.cause)
}

/** What a failed connection says; whatever is not listed is the server breaking the exchange. */
export function outcomeOfFailure(code: string): VisitOutcome {
  return outcomeByCode[code] ?? (certificateCode.test(code) ? 'certificate' : 'broken')
}

/** Failures that a kept-alive connection closed by the server can cause: worth one more try. */
export const isWorthOneMoreTry = (code: string): boolean => ['ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE'].includes(code)

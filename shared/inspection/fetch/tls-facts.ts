import type { TLSSocket } from 'node:tls'

/** What a handshake showed; a fault does not keep the page from being read. */
export interface TlsFacts {
  readonly protocol: string
  /** Last day of validity of the server's certificate, as an ISO instant. */
  readonly validTo?: string
  /** Error code of the certificate, or `OLD_PROTOCOL`. */
  readonly fault?: string
}

/** Protocols that browsers refuse (RFC 8996). */
const old = new Set(['SSLv3', 'TLSv1', 'TLSv1.1'])

export function tlsFactsOf(socket: TLSSocket): TlsFacts {
  const protocol = socket.getProtocol() ?? 'unknown'
  const until = Date.parse(socket.getPeerCertificate().valid_to ?? '')
  const fault = certificateFault(socket) ?? (old.has(protocol) ? 'OLD_PROTOCOL' : undefined)
  return {
    protocol,
    ...(Number.isNaN(until) ? {} : { validTo: new Date(until).toISOString() }),
    ...(fault === undefined ? {} : { fault }),
  }
}

/** Node declares an Error here and hands out its code. */
function certificateFault({ authorized, authorizationError }: TLSSocket): string | undefined {
  if (authorized || !authorizationError) return undefined
  return typeof authorizationError === 'string' ? authorizationError : (authorizationError.message ?? 'CERT_UNKNOWN')
}

/** Wrong in itself. An issuer that we do not know may be one that browsers here do. */
export const isWrongCertificate = (code: string): boolean =>
  /EXPIRED|NOT_YET_VALID|REVOKED|ALTNAME|SELF_SIGNED|OLD_PROTOCOL/.test(code)

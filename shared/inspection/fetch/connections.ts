import type { TLSSocket } from 'node:tls'
import { Agent, buildConnector } from 'undici'
import { overrideFor } from './host-overrides'
import { tlsFactsOf, type TlsFacts } from './tls-facts'

export interface ConnectionOptions {
  readonly hosts: Readonly<Record<string, string>>
  readonly parallel: number
  readonly timeoutMs: number
  /** Certificates of authorities trusted beside the usual ones, PEM. */
  readonly authorities?: readonly string[]
  /** Told of each handshake: origin and what was agreed on. */
  readonly onSecured?: (origin: string, facts: TlsFacts) => void
}

/**
 * Kept-alive connections per origin; an override changes only where the socket goes. Certificates and old protocols
 * are judged and do not end the connection: what a visitor sees beyond the warning is of interest too, and a GET
 * gives nothing away.
 */
export function createConnections(options: ConnectionOptions): Agent {
  const { hosts, parallel, timeoutMs, authorities } = options
  const connectTo = buildConnector({
    timeout: timeoutMs,
    maxCachedSessions: 0,
    rejectUnauthorized: false,
    minVersion: 'TLSv1',
    ciphers: 'DEFAULT@SECLEVEL=0',
    ...(authorities === undefined ? {} : { ca: [...authorities] }),
  })
  return new Agent({
    connections: parallel,
    pipelining: 1,
    keepAliveTimeout: 10_000,
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: 65_536,
    connect: (target, callback) => {
      const override = overrideFor(hosts, target.hostname)
      const place = override === undefined ? target : { ...target, hostname: override.address, port: override.port }
      connectTo(place, (...[error, socket]) => {
        if (error !== null) return callback(error, null)
        if (target.protocol === 'https:') options.onSecured?.(originOf(target), tlsFactsOf(socket as TLSSocket))
        callback(null, socket)
      })
    },
  })
}

const originOf = ({ hostname, port }: { readonly hostname: string; readonly port: string }): string =>
  new URL(`https://${hostname}:${port || '443'}`).origin

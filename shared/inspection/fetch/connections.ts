import { Agent, buildConnector } from 'undici'
import { overrideFor } from './host-overrides'

export interface ConnectionOptions {
  readonly hosts: Readonly<Record<string, string>>
  readonly parallel: number
  readonly timeoutMs: number
}

/** Kept-alive connections per origin; an override changes only where the socket goes. */
export function createConnections({ hosts, parallel, timeoutMs }: ConnectionOptions): Agent {
  const connectTo = buildConnector({ timeout: timeoutMs })
  return new Agent({
    connections: parallel,
    pipelining: 1,
    keepAliveTimeout: 10_000,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (options, callback) => {
      const override = overrideFor(hosts, options.hostname)
      if (override === undefined) return connectTo(options, callback)
      connectTo({ ...options, hostname: override.address, port: override.port }, callback)
    },
  })
}

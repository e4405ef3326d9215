import { resolve4, resolve6 } from 'node:dns/promises'
import { connect, isIP } from 'node:net'

/**
 * `absent`: the name has an IPv4 address, and the name service says that it has no IPv6 one. `silent`: it has one that
 * does not answer, while a witness answers us over IPv6. `unknown` where we did not ask, were not told, or have no IPv6.
 */
export type Ipv6State = 'reachable' | 'silent' | 'absent' | 'unknown'

export interface Ipv6Network {
  readonly ipv4: (host: string) => Promise<readonly string[]>
  readonly ipv6: (host: string) => Promise<readonly string[]>
  /** True where a connection to the address came about. */
  readonly connects: (address: string, port: number) => Promise<boolean>
}

const patience = 5_000
const system: Ipv6Network = { ipv4: resolve4, ipv6: resolve6, connects: connectsTo }

/** Looks for an AAAA record, and whether what it names answers. A host that is an address has none by nature. */
export async function ipv6Of(
  { hostname, protocol, port }: URL,
  witnesses: readonly string[],
  network: Ipv6Network = system,
): Promise<Ipv6State> {
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return 'unknown'
  const addresses = await addressesOf(hostname, network)
  if (addresses === 'absent' || addresses === 'unknown') return addresses
  const own = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port)
  if (await anyConnects(addresses, own, network)) return 'reachable'
  return (await hasWayOut(witnesses, network)) ? 'silent' : 'unknown'
}

/** `ENODATA` comes from a name service that works: the name is there and has no such record. */
async function addressesOf(host: string, network: Ipv6Network): Promise<readonly string[] | 'absent' | 'unknown'> {
  try {
    return await network.ipv6(host)
  } catch (error) {
    return codeOf(error) === 'ENODATA' && (await hasIpv4(host, network)) ? 'absent' : 'unknown'
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

const hasIpv4 = (host: string, network: Ipv6Network): Promise<boolean> =>
  network.ipv4(host).then(
    (addresses) => addresses.length > 0,
    () => false,
  )

async function anyConnects(addresses: readonly string[], port: number, network: Ipv6Network): Promise<boolean> {
  for (const address of addresses) if (await network.connects(address, port)) return true
  return false
}

async function hasWayOut(witnesses: readonly string[], network: Ipv6Network): Promise<boolean> {
  for (const host of witnesses) {
    const addresses = await network.ipv6(host).catch(() => [])
    if (await anyConnects(addresses, 443, network)) return true
  }
  return false
}

function connectsTo(address: string, port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host: address, port, family: 6 })
    const end = (isConnected: boolean) => () => {
      socket.destroy()
      done(isConnected)
    }
    socket.setTimeout(patience, end(false))
    socket.once('connect', end(true))
    socket.once('error', end(false))
  })
}

/** Where to connect instead of the address of the name. */
export interface HostOverride {
  readonly address: string
  readonly port: string
}

const toOverride = (target: string): HostOverride => {
  const colon = target.lastIndexOf(':')
  return { address: target.slice(0, colon).replace(/^\[|\]$/g, ''), port: target.slice(colon + 1) }
}

const suffixes = (host: string): string[] => [...host.matchAll(/\./g)].map((dot) => `*${host.slice(dot.index)}`)

/**
 * The override for a host: its own entry, then the longest `*.suffix`, then `*`.
 * Names and addresses of this machine stay what they are, so that `*` cannot turn them round.
 */
export function overrideFor(hosts: Readonly<Record<string, string>>, host: string): HostOverride | undefined {
  const own = [host, ...suffixes(host)].map((name) => hosts[name]).find((target) => target !== undefined)
  const target = own ?? (isOwnMachine(host) ? undefined : hosts['*'])
  return target === undefined ? undefined : toOverride(target)
}

/** True where only the catch-all entry covers the host. */
export const isCoveredByCatchAll = (hosts: Readonly<Record<string, string>>, host: string): boolean =>
  hosts['*'] !== undefined && ![host, ...suffixes(host)].some((name) => hosts[name] !== undefined)

/** Names and addresses that never leave this machine. */
export const isOwnMachine = (host: string): boolean => host === 'localhost' || host === '[::1]' || /^127\./.test(host)

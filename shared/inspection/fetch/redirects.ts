import type { Answer } from './exchange'

const redirecting = new Set([301, 302, 303, 307, 308])

/** Address a redirect leads to, without fragment; undefined where it names none that can be asked over HTTP. */
export function redirectOf({ status, location }: Answer, base: string): string | undefined {
  if (!redirecting.has(status) || location === undefined || !URL.canParse(location, base)) return undefined
  const target = new URL(location, base)
  target.hash = ''
  return /^https?:$/.test(target.protocol) ? target.href : undefined
}

/**
 * Cookies set along one chain of redirects: some sites send a visitor round in circles until the cookie comes back.
 * They go to the host that set them and end with the chain.
 */
export class ChainCookies {
  private readonly byHost = new Map<string, Map<string, string>>()

  /** True where something new was set: the same address may now answer otherwise. */
  take(url: string, answer: Answer): boolean {
    const { host } = new URL(url)
    const jar = this.byHost.get(host) ?? new Map<string, string>()
    this.byHost.set(host, jar)
    const before = [...jar].join()
    for (const line of answer.headers['set-cookie']?.split('\n') ?? []) {
      const [name, value] = /^\s*([^=;\s]+)=([^;]*)/.exec(line)?.slice(1) ?? []
      if (name !== undefined && value !== undefined) jar.set(name, value)
    }
    return [...jar].join() !== before
  }

  headersFor(url: string): Readonly<Record<string, string>> {
    const jar = this.byHost.get(new URL(url).host)
    if (jar === undefined || jar.size === 0) return {}
    return { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') }
  }
}

import { ipv6Of, type Ipv6Network } from '#shared/inspection/gather/ipv6'
import { describe, expect, it } from 'vitest'

const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }))
const network = (changes: Partial<Ipv6Network>): Ipv6Network => ({
  ipv4: () => Promise.resolve(['192.0.2.1']),
  ipv6: (host) => Promise.resolve([`2001:db8::${host.length}`]),
  connects: () => Promise.resolve(true),
  ...changes,
})
const ask = (url: string, changes: Partial<Ipv6Network>) => ipv6Of(new URL(url), ['witness.test'], network(changes))

describe('IPv6 of a host', () => {
  it('is reachable where its address answers on the port of the site', async () => {
    const asked: number[] = []
    const connects = (_address: string, port: number) => Promise.resolve(asked.push(port) > 0)
    for (const url of ['http://www.a.test/', 'https://www.a.test/', 'http://www.a.test:8080/'])
      expect(await ask(url, { connects })).toBe('reachable')
    expect(asked).toEqual([80, 443, 8080])
  })

  it('is absent only where the name service says so of a name that it knows', async () => {
    expect(await ask('http://www.a.test/', { ipv6: failing('ENODATA') })).toBe('absent')
    expect(await ask('http://www.a.test/', { ipv6: failing('ENODATA'), ipv4: failing('ENODATA') })).toBe('unknown')
    expect(await ask('http://www.a.test/', { ipv6: failing('ENOTFOUND') })).toBe('unknown')
    expect(await ask('http://www.a.test/', { ipv6: failing('ETIMEOUT') })).toBe('unknown')
  })

  it('is silent only where a witness answers us over IPv6', async () => {
    const own = '2001:db8::10'
    const onlyWitness = (address: string) => Promise.resolve(address !== own)
    expect(await ask('http://www.a.test/', { connects: onlyWitness })).toBe('silent')
    expect(await ask('http://www.a.test/', { connects: () => Promise.resolve(false) })).toBe('unknown')
  })

  it('is no question where the host is an address', async () => {
    expect(await ask('http://192.0.2.1/', { ipv6: failing('ENODATA') })).toBe('unknown')
    expect(await ask('http://[2001:db8::1]/', {})).toBe('unknown')
  })
})

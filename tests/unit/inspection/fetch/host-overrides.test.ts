import { isCoveredByCatchAll, overrideFor } from '#shared/inspection/fetch/host-overrides'
import { expect, it } from 'vitest'

const hosts = { 'a.gov.test': '127.0.0.1:1', '*.gov.test': '127.0.0.1:2', '*': '[::1]:3' }

it('prefers the host, then its longest suffix, then the catch-all', () => {
  expect(overrideFor(hosts, 'a.gov.test')).toEqual({ address: '127.0.0.1', port: '1' })
  expect(overrideFor(hosts, 'x.y.gov.test')).toEqual({ address: '127.0.0.1', port: '2' })
  expect(overrideFor(hosts, 'elsewhere.test')).toEqual({ address: '::1', port: '3' })
})

it('leaves this machine and unlisted hosts alone', () => {
  expect(overrideFor(hosts, '127.0.0.1')).toBeUndefined()
  expect(overrideFor({}, 'a.gov.test')).toBeUndefined()
})

it('knows what only the catch-all covers', () => {
  expect(isCoveredByCatchAll(hosts, 'elsewhere.test')).toBe(true)
  expect(isCoveredByCatchAll(hosts, 'b.gov.test')).toBe(false)
})

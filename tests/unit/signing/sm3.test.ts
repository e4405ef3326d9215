import { describe, expect, it } from 'vitest'
import { Value } from '@sinclair/typebox/value'
import { Id } from '#shared/contract/primitives'
import { idFrom, plainSm3Hex, sm3Hex, sm3OfValue } from '#shared/signing/sm3'

describe('SM3', () => {
  it('agrees with example 1 of GB/T 32905', () => {
    expect(sm3Hex('abc')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  })

  it('agrees with example 2 of GB/T 32905, a message of 64 bytes', () => {
    expect(sm3Hex('abcd'.repeat(16))).toBe('debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732')
  })

  it('digests a string as its UTF-8', () => {
    expect(sm3Hex('巡查😀')).toBe(sm3Hex(new TextEncoder().encode('巡查😀')))
  })

  it('comes out the same in plain JavaScript, at every length around a block', () => {
    for (let length = 0; length <= 130; length += 1) {
      const bytes = Uint8Array.from({ length }, (_, at) => (at * 37 + length) % 256)
      expect(plainSm3Hex(bytes)).toBe(sm3Hex(bytes))
    }
    expect(plainSm3Hex('巡查😀')).toBe(sm3Hex('巡查😀'))
  })

  it('digests a value alike whatever the order of its members', () => {
    expect(sm3OfValue({ a: 1, b: [2] })).toBe(sm3OfValue({ b: [2], a: 1 }))
  })
})

describe('idFrom', () => {
  it('makes an id of version 8 that depends on every word and where it ends', () => {
    const id = idFrom('finding', '2026-03-01', 'V1')
    expect(Value.Check(Id, id)).toBe(true)
    expect(id).toMatch(/^.{14}8.{4}[89ab]/)
    expect(idFrom('finding', '2026-03-01', 'V1')).toBe(id)
    expect(idFrom('finding', '2026-03-01V', '1')).not.toBe(id)
  })
})

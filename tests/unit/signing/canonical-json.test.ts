import { describe, expect, it } from 'vitest'
import { canonicalJson } from '#shared/signing/canonical-json'

describe('canonical JSON', () => {
  it('sorts keys by UTF-16 code units, as the example of RFC 8785 clause 3.2.3', () => {
    const value = { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 }
    const text = '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}'
    expect(canonicalJson(value)).toBe(text)
  })

  it('writes numbers and strings as the example of RFC 8785 clause 3.2.2', () => {
    const value = {
      numbers: [JSON.parse('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001, -0],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"\u002f',
      literals: [null, true, false],
    }
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27,0],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  it('is a fixed point of reading and writing', () => {
    const text = canonicalJson({ b: [{}, [], ''], a: { z: '中文\u2028', y: 1e-7 }, ['__proto__']: 1 })
    expect(canonicalJson(JSON.parse(text))).toBe(text)
  })

  const holes: unknown[] = []
  holes[1] = 1
  it.each([
    ['undefined', undefined],
    ['an undefined member', { a: undefined }],
    ['a hole in an array', holes],
    ['NaN', [NaN]],
    ['an infinity', { a: -Infinity }],
    ['a function', { a: () => 1 }],
    ['a symbol', Symbol('a')],
    ['a bigint', 1n],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['bytes', new Uint8Array(1)],
    ['a lone surrogate in a string', '\ud83d'],
    ['a lone surrogate in a key', { 'a\udc00': 1 }],
  ])('refuses %s', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(expect.objectContaining({ code: 'invalid' }))
  })

  it('refuses a hostile nesting instead of overflowing', () => {
    const value: unknown = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000))
    expect(() => canonicalJson(value)).toThrow(expect.objectContaining({ code: 'invalid' }))
  })
})

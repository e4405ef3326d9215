import { describe, expect, it } from 'vitest'
import { sm3Hex } from '#shared/signing/sm3'
import { generateKeyPair, publicKeyOf, signSeal, verifySeal } from '#shared/signing/sm2'

/** The example of GB/T 32918.5 annex A.2: "message digest" under the default identity. */
const example = {
  privateKey: '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8',
  publicKey:
    '04' +
    '09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020' +
    'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
  message: Buffer.from('message digest').toString('hex'),
  signature:
    'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3' +
    'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
}

describe('SM2', () => {
  it('agrees with the example of GB/T 32918.5 annex A.2', () => {
    expect(publicKeyOf(example.privateKey)).toBe(example.publicKey)
    expect(verifySeal(example.message, example.signature, example.publicKey)).toBe(true)
  })

  it('signs differently each time, and each signature verifies', () => {
    const keys = generateKeyPair()
    const seal = sm3Hex('日志')
    const [one, other] = [signSeal(seal, keys), signSeal(seal, keys)]
    expect(one).not.toBe(other)
    expect([one, other].map((signature) => verifySeal(seal, signature, keys.publicKey))).toEqual([true, true])
    expect(verifySeal(sm3Hex('另一份日志'), one, keys.publicKey)).toBe(false)
  })

  it('answers no to what is not even hex', () => {
    expect(verifySeal('zz', 'not a signature', '04')).toBe(false)
    expect(verifySeal(example.message, '', example.publicKey)).toBe(false)
  })
})

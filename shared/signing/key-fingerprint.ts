import { sm3Hex } from './sm3'

/**
 * How people compare a public key over the telephone: SM3 of its 65 bytes, in groups of four digits, the first 32.
 */
export const keyFingerprint = (publicKey: string): string =>
  (sm3Hex(Buffer.from(publicKey, 'hex')).slice(0, 32).match(/.{4}/g) ?? []).join(' ')

import { createHash, getHashes } from 'node:crypto'
import { sm3 } from 'sm-crypto-v2'
import { canonicalJson } from './canonical-json'

const utf8 = new TextEncoder()
/** Node's own is some times faster; the cryptographic library inside Electron has no SM3. */
const isBuiltIn = getHashes().includes('sm3')

/** SM3 digest (GB/T 32905) of bytes, or of a string's UTF-8, in lower-case hex. */
export const sm3Hex = (input: string | Uint8Array): string =>
  isBuiltIn ? createHash('sm3').update(input).digest('hex') : plainSm3Hex(input)

/** The same in plain JavaScript, wherever it runs. */
export const plainSm3Hex = (input: string | Uint8Array): string =>
  sm3(typeof input === 'string' ? utf8.encode(input) : input)

/** SM3 of the canonical JSON of a value. @throws AppError `invalid` for a value that JSON can't hold */
export const sm3OfValue = (value: unknown): string => sm3Hex(canonicalJson(value))

/** The id that everybody computes alike from the same words: SM3 of their canonical JSON in the shape of a UUIDv8 (RFC 9562). */
export function idFrom(...words: readonly string[]): string {
  const hex = sm3OfValue(words)
  const variant = ((parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-')
}

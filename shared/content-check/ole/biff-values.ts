import type { BiffReader } from './biff-records'

/** A number of eight bytes. */
export function double(reader: BiffReader): number {
  const bytes = Buffer.from(Array.from({ length: 8 }, () => reader.byte()))
  return bytes.readDoubleLE(0)
}

/** A number in 30 bits: an integer or the upper half of a double, perhaps a hundredfold (2.5.122). */
export function packed(bits: number): number {
  const half = Buffer.alloc(8)
  half.writeUInt32LE((bits & 0xfffffffc) >>> 0, 4)
  const value = (bits & 2) !== 0 ? bits >> 2 : half.readDoubleLE(0)
  return (bits & 1) !== 0 ? value / 100 : value
}

const stringToken = 0x17

/** Texts between quotation marks in a compiled formula. */
export function quotedTexts(tokens: Buffer): string[] {
  const texts: string[] = []
  for (let at = 0; at + 3 <= tokens.length; at++) {
    const [token, length = 0, wide = 0] = tokens.subarray(at, at + 3)
    const end = at + 3 + length * (wide + 1)
    if (token !== stringToken || length === 0 || wide > 1 || end > tokens.length) continue
    texts.push(tokens.toString(wide === 1 ? 'utf16le' : 'latin1', at + 3, end))
    at = end - 1
  }
  return texts
}

/** Readable stretches of UTF-16 among other bytes. */
export const wideRuns = (segments: readonly Buffer[]): string =>
  (
    Buffer.concat(segments)
      .toString('utf16le')
      .match(/[\x20-\x7e\u2010-\u206f\u2500-\u27bf\u3000-\u9fff\uff00-\uffef]{3,}/g) ?? []
  ).join('\n')

import { decodedName } from '#shared/content-check/decoded-text'
import { damaged } from '#shared/content-check/unreadable'
import type { ArchivedFile } from './archived-file'

const block = 512
const types = { file: '0', oldFile: '\0', contiguous: '7', longName: 'L', extended: 'x' }

export function isTar(bytes: Uint8Array): boolean {
  if (bytes.length < block) return false
  const header = Buffer.from(bytes.subarray(0, block))
  return header.toString('latin1', 257, 262) === 'ustar' || (header[0] !== 0 && sumOf(header) === octal(header, 148, 8))
}

/** The files of a tar archive (POSIX ustar and pax, GNU long names). What ends too early throws `Unreadable`. */
export function* tarFiles(bytes: Uint8Array): Generator<ArchivedFile> {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  let longName: string | undefined
  for (let at = 0; at + block <= archive.length && archive[at] !== 0;) {
    const header = archive.subarray(at, at + block)
    if (sumOf(header) !== octal(header, 148, 8)) throw damaged()
    const size = sizeOf(header)
    const content = archive.subarray(at + block, at + block + size)
    const type = String.fromCharCode(header[156] ?? 0)
    if (type === types.longName) longName = decodedName(untilZero(content))
    else if (type === types.extended) longName = paxName(content) ?? longName
    else {
      if (type === types.file || type === types.oldFile || type === types.contiguous)
        yield { name: longName ?? nameOf(header), read: () => whole(content, size) }
      longName = undefined
    }
    at += block + Math.ceil(size / block) * block
  }
}

function whole(content: Buffer, size: number): Buffer {
  if (content.length < size) throw damaged()
  return content
}

function nameOf(header: Buffer): string {
  const name = decodedName(untilZero(header.subarray(0, 100)))
  const hasPrefix = header.toString('latin1', 257, 263) === 'ustar\0'
  const prefix = hasPrefix ? decodedName(untilZero(header.subarray(345, 500))) : ''
  return prefix ? `${prefix}/${name}` : name
}

const paxName = (content: Buffer) => /(?:^|\n)\d+ path=([^\n]*)/.exec(content.toString('utf8'))?.[1]

function untilZero(bytes: Buffer): Buffer {
  const end = bytes.indexOf(0)
  return end < 0 ? bytes : bytes.subarray(0, end)
}

const octal = (header: Buffer, at: number, length: number) =>
  parseInt(header.toString('latin1', at, at + length).replace(/[^0-7]/g, '') || '0', 8)

/** Eight octal digits do not do for large files, which are counted in binary (base-256) instead. */
const sizeOf = (header: Buffer) =>
  ((header[124] ?? 0) & 0x80) === 0 ? octal(header, 124, 12) : Number(header.readBigUInt64BE(128))

function sumOf(header: Buffer): number {
  let sum = 0
  for (let index = 0; index < block; index++) sum += index >= 148 && index < 156 ? 0x20 : (header[index] ?? 0)
  return sum
}

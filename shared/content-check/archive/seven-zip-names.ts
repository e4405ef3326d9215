import { crc32 } from 'node:zlib'
import type { ExtractBudget } from '#shared/content-check/limits'
import { libArchiveFiles } from './lib-archive'

const start = 32
const marks = { plain: 0x01, packed: 0x17, names: 0x11, header: Buffer.of(0x01, 0x04) }

// One file, named h, of the one folder that the header describes; every size is as it stands there.
const oneFile = Buffer.from('080000050111050068000000' + '0000', 'hex')

/**
 * The names in a 7z archive in the order of its entries, which libarchive cannot put into UTF-8; empty when they
 * cannot be made out. A packed header is unpacked by making it the one file of an archive of its own.
 */
export async function sevenZipNames(bytes: Uint8Array, budget: ExtractBudget): Promise<readonly string[]> {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (archive.length < start) return []
  const at = start + Number(archive.readBigUInt64LE(12))
  const header = archive.subarray(at, at + Number(archive.readBigUInt64LE(20)))
  if (header[0] === marks.plain) return namesIn(header)
  if (header[0] !== marks.packed) return []
  try {
    for await (const file of libArchiveFiles(withHeaderAsFile(archive.subarray(0, at), header), budget))
      return namesIn(Buffer.from(file.read()))
  } catch {
    return []
  }
  return []
}

function withHeaderAsFile(body: Buffer, packedHeader: Buffer): Buffer {
  const header = Buffer.concat([marks.header, packedHeader.subarray(1, -1), oneFile])
  const archive = Buffer.concat([body, header])
  archive.writeBigUInt64LE(BigInt(header.length), 20)
  archive.writeUInt32LE(crc32(header), 28)
  archive.writeUInt32LE(crc32(archive.subarray(12, start)), 8)
  return archive
}

/** The property of names is told by its mark and by a size that fits names in UTF-16, each ended by zeros. */
function namesIn(header: Buffer): readonly string[] {
  for (let at = header.indexOf(marks.names); at >= 0; at = header.indexOf(marks.names, at + 1)) {
    const { value, next } = numberAt(header, at + 1)
    const end = next + value
    const fits =
      value > 4 && value % 2 === 1 && header[next] === 0 && end <= header.length && header.readUInt16LE(end - 2) === 0
    if (fits) return header.toString('utf16le', next + 1, end - 2).split('\0')
  }
  return []
}

/** The bits before the first zero of the first byte tell how many bytes follow. */
function numberAt(header: Buffer, at: number): { value: number; next: number } {
  const first = header[at] ?? 0
  const more = Math.min(4, Math.clz32(~(first << 24)))
  let value = 0
  for (let index = 0; index < more; index++) value += (header[at + 1 + index] ?? 0) * 2 ** (8 * index)
  return { value: value + (first & (0x7f >> more)) * 2 ** (8 * more), next: at + 1 + more }
}

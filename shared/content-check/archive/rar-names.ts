import { decodedName } from '#shared/content-check/decoded-text'

const rar4 = Buffer.from('526172211a0700', 'hex')
const fileBlock = 0x74
const flags = { large: 0x100, hasMore: 0x8000 }

/** Names in a RAR 4 archive by the order of entries: they stand there in the encoding of the packer, of which libarchive makes nothing. */
export function rarNames(bytes: Uint8Array): readonly string[] {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const names: string[] = []
  if (!rar4.equals(archive.subarray(0, 7))) return names
  for (let at = 7; at + 32 <= archive.length;) {
    const [type, flag, size] = [archive[at + 2], archive.readUInt16LE(at + 3), archive.readUInt16LE(at + 5)]
    if (size < 7) break
    if (type === fileBlock) names.push(nameAt(archive, at, flag))
    const more = type === fileBlock || (flag & flags.hasMore) !== 0 ? archive.readUInt32LE(at + 7) : 0
    at += size + more
  }
  return names
}

/** Behind the name, after a zero, the same may stand again in an encoding of RAR's own. */
function nameAt(archive: Buffer, at: number, flag: number): string {
  const begin = at + 32 + ((flag & flags.large) !== 0 ? 8 : 0)
  const name = archive.subarray(begin, begin + archive.readUInt16LE(at + 26))
  const zero = name.indexOf(0)
  return decodedName(zero < 0 ? name : name.subarray(0, zero)).replaceAll('\\', '/')
}

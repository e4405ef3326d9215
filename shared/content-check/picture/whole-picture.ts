import { crc32 } from 'node:zlib'

const nearEnd = 4096

/** Whether the picture is there to its end; libraries show what is left of one that was cut off without a word. */
export function isWholePicture(bytes: Uint8Array): boolean {
  const picture = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const head = picture.toString('hex', 0, 4)
  const tail = picture.subarray(-nearEnd)
  if (head === '89504e47') return hasWholeChunks(picture)
  if (head.startsWith('ffd8')) return tail.includes(Buffer.of(0xff, 0xd9))
  if (head.startsWith('474946')) return tail.includes(0x3b)
  if (head === '52494646') return picture.readUInt32LE(4) + 8 <= picture.length
  return !head.startsWith('424d') || picture.readUInt32LE(2) <= picture.length
}

/** Whether every chunk of a PNG is as its sum says, up to the last. */
function hasWholeChunks(picture: Buffer): boolean {
  for (let at = 8; at + 12 <= picture.length;) {
    const end = at + 8 + picture.readUInt32BE(at)
    if (end + 4 > picture.length || crc32(picture.subarray(at + 4, end)) !== picture.readUInt32BE(end)) return false
    if (picture.toString('latin1', at + 4, at + 8) === 'IEND') return true
    at = end + 4
  }
  return false
}

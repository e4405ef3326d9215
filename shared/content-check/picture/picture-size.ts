/** Width and height in pixels as the picture declares them; undefined where it does not say. */
export function pictureSize(bytes: Uint8Array): { width: number; height: number } | undefined {
  const picture = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (picture.length < 30) return undefined
  const head = picture.toString('hex', 0, 4)
  if (head === '89504e47') return { width: picture.readUInt32BE(16), height: picture.readUInt32BE(20) }
  if (head.startsWith('474946')) return { width: picture.readUInt16LE(6), height: picture.readUInt16LE(8) }
  if (head.startsWith('424d')) return { width: picture.readInt32LE(18), height: Math.abs(picture.readInt32LE(22)) }
  if (head.startsWith('ffd8')) return jpegSize(picture)
  return picture.toString('latin1', 8, 12) === 'WEBP' ? webpSize(picture) : undefined
}

const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

function jpegSize(picture: Buffer) {
  for (
    let at = 2;
    at + 9 <= picture.length && picture[at] === 0xff;
    at += 2 + Math.max(2, picture.readUInt16BE(at + 2))
  )
    if (isFrame(picture[at + 1] ?? 0))
      return { height: picture.readUInt16BE(at + 5), width: picture.readUInt16BE(at + 7) }
  return undefined
}

function webpSize(picture: Buffer) {
  const kind = picture.toString('latin1', 12, 16)
  if (kind === 'VP8X') return { width: picture.readUIntLE(24, 3) + 1, height: picture.readUIntLE(27, 3) + 1 }
  if (kind === 'VP8 ') return { width: picture.readUInt16LE(26) & 0x3fff, height: picture.readUInt16LE(28) & 0x3fff }
  const bits = picture.readUInt32LE(21)
  return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 }
}

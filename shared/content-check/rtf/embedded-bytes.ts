const embedded = 2

/** The file in a picture or object group; empty for pictures that are drawings of Windows, which hold no file. */
export function embeddedBytes(kind: 'pict' | 'objdata', bytes: Uint8Array, number: number) {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (kind === 'pict') return { name: `picture${number}`, content: isPicture(buffer) ? buffer : Buffer.alloc(0) }
  return { name: `object${number}`, content: objectData(buffer) }
}

const isPicture = (bytes: Buffer) => /^(?:89504e47|ffd8ff)/.test(bytes.toString('hex', 0, 4))

/** The native data of an OLE 1.0 object (MS-OLEDS 2.2.5): names of its class, topic and item stand before it. */
function objectData(bytes: Buffer): Buffer {
  if (bytes.length < 16 || bytes.readUInt32LE(4) !== embedded) return Buffer.alloc(0)
  let at = 8
  for (let name = 0; name < 3 && at + 4 <= bytes.length; name++) at += 4 + bytes.readUInt32LE(at)
  return at + 4 <= bytes.length ? bytes.subarray(at + 4, at + 4 + bytes.readUInt32LE(at)) : Buffer.alloc(0)
}

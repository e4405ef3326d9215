const propertyTable = 0xf00b
const textProperties: Record<number, string> = {
  0x00c0: 'watermark',
  0x0380: 'alt',
  0x0381: 'alt',
  0x038d: 'alt',
}
const isComplex = 0x8000

/**
 * Words of pictures and WordArt in the drawings of doc, xls and ppt files (MS-ODRAW 2.2.9). The tables of properties
 * are looked for by their mark alone, since where they stand differs with each program and version.
 */
export function drawingWords(bytes: Buffer): { alt: string; watermark: string } {
  const words = { alt: '', watermark: '' }
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) {
    if (at < 2) continue
    const version = bytes.readUInt16LE(at - 2)
    if ((version & 0xf) === 3 && at + 6 < bytes.length)
      readTable(bytes.subarray(at + 6, at + 6 + bytes.readUInt32LE(at + 2)), version >> 4, words)
  }
  return words
}

const mark = Buffer.from([propertyTable & 0xff, propertyTable >> 8])

function readTable(table: Buffer, count: number, words: Record<string, string>): void {
  let complexAt = count * 6
  for (let index = 0; index < count && index * 6 + 6 <= table.length; index++) {
    const [id, length] = [table.readUInt16LE(index * 6), table.readUInt32LE(index * 6 + 2)]
    if ((id & isComplex) === 0) continue
    const kind = textProperties[id & 0x3fff]
    const text = kind && table.toString('utf16le', complexAt, Math.min(table.length, complexAt + length))
    if (kind && text) words[kind] += `${text.replaceAll('\0', '')}\n`
    complexAt += length
  }
}

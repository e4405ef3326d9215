import { damaged, noReader, passwordProtected } from '#shared/content-check/unreadable'

const wordSignature = 0xa5ec
const oldestUnicodeWord = 0xc1
const flags = { encrypted: 0x0100, secondTable: 0x0200 }
const compressed = 0x40000000

/** Where a Word document (MS-DOC 2.4.1) keeps text: each follows the other in its text, in this order. */
const documents = [
  { part: 'body', lengthAt: 0x4c },
  { part: 'footnotes', lengthAt: 0x50 },
  { part: 'headers', lengthAt: 0x54 },
  { part: 'macros', lengthAt: 0x58 },
  { part: 'comments', lengthAt: 0x5c },
  { part: 'endnotes', lengthAt: 0x60 },
  { part: 'textboxes', lengthAt: 0x64 },
  { part: 'header textboxes', lengthAt: 0x68 },
] as const

export const tableStreamOf = (main: Buffer) => ((main.readUInt16LE(10) & flags.secondTable) !== 0 ? '1Table' : '0Table')

/** Refuses what is not Word 97 or later, or has a password. */
export function assertReadableWord(main: Buffer): void {
  if (main.length < 0x1aa || main.readUInt16LE(0) !== wordSignature) throw damaged()
  if ((main.readUInt16LE(10) & flags.encrypted) !== 0) throw passwordProtected()
  if (main.readUInt16LE(2) < oldestUnicodeWord) throw noReader(' Word 95 及更早的格式', '请另存为 docx 后重新核查')
}

/** The texts of a Word document by place; deleted and hidden text stands where it was. */
export function wordTexts(main: Buffer, table: Buffer): { part: string; text: string }[] {
  const all = pieces(main, table)
  let at = 0
  return documents.map(({ part, lengthAt }) => {
    const text = all.slice(at, (at += main.readUInt32LE(lengthAt)))
    return { part, text: plainText(text) }
  })
}

/** The whole text in reading order by the piece table, which is all that says where it lies. */
function pieces(main: Buffer, table: Buffer): string {
  const list = pieceTable(table.subarray(main.readUInt32LE(0x1a2)), main.readUInt32LE(0x1a6))
  const count = Math.floor((list.length - 4) / 12)
  const texts: string[] = []
  for (let index = 0; index < count; index++) {
    const length = list.readUInt32LE(index * 4 + 4) - list.readUInt32LE(index * 4)
    if (length < 0) throw damaged()
    texts.push(pieceText(main, list.readUInt32LE((count + 1) * 4 + index * 8 + 2), length))
  }
  return texts.join('')
}

/** Skips the property changes that stand before the table itself. */
function pieceTable(clx: Buffer, length: number): Buffer {
  let at = 0
  while (at < length && clx[at] === 1) at += 3 + clx.readUInt16LE(at + 1)
  if (clx[at] !== 2) throw damaged()
  const bytes = clx.readUInt32LE(at + 1)
  if (bytes > clx.length) throw damaged()
  return clx.subarray(at + 5, at + 5 + bytes)
}

function pieceText(main: Buffer, place: number, length: number): string {
  const isCompressed = (place & compressed) !== 0
  const start = isCompressed ? (place & ~compressed) >>> 1 : place
  const end = start + (isCompressed ? length : length * 2)
  if (end > main.length) throw damaged()
  return isCompressed ? latin.decode(main.subarray(start, end)) : main.toString('utf16le', start, end)
}

const latin = new TextDecoder('windows-1252')

const seen: Readonly<Record<string, string>> = {
  '\u0007': '\t',
  '\t': '\t',
  '\n': '\n',
  '\u000b': '\n',
  '\u000c': '\n',
  '\r': '\n',
  '\u000e': '\n',
  '\u0014': ' ',
  '\u001e': '-',
}

/** Marks of cells, lines and fields become what a reader sees; the code of a field stays; places of objects go. */
// eslint-disable-next-line no-control-regex -- Word's marks are control characters
const plainText = (text: string) => text.replace(/[\u0000-\u001f]/g, (mark) => seen[mark] ?? '')

import { drawingWords } from '#shared/content-check/ole/drawing-properties'
import { streamOf, type OleStorage, type StorageReader } from '#shared/content-check/ole/storage'
import { passwordProtected } from '#shared/content-check/unreadable'

const atoms = { wide: 0x0fa0, narrow: 0x0fa8, string: 0x0fba }
const places: Record<number, string> = {
  0x03ee: 'slides',
  0x03f0: 'notes',
  0x03f8: 'masters',
  0x0fc9: 'handout',
  0x2ee0: 'comments',
}
const encryptedToken = 0xf3d1c4df
const header = 8

/** PowerPoint 97 to 2003: all records are gone through, so that hidden slides and what older savings left are read too. */
export const reader: StorageReader = {
  stream: /^PowerPoint Document$/,
  read(storage) {
    if (isEncrypted(storage)) throw passwordProtected()
    const document = streamOf(storage, 'PowerPoint Document')
    const { alt, watermark } = drawingWords(document)
    return [
      ...[...slideTexts(document)].map(([part, text]) => ({ part, text })),
      { part: 'alt', text: alt },
      { part: 'watermark', text: watermark },
    ]
  },
}

function isEncrypted(storage: OleStorage): boolean {
  const user = storage.get('Current User')?.read()
  return (
    storage.has('EncryptedSummary') ||
    (user !== undefined && user.length >= 16 && Buffer.from(user).readUInt32LE(12) === encryptedToken)
  )
}

function slideTexts(document: Buffer): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  const open: { readonly part: string; readonly end: number }[] = []
  for (let at = 0; at + header <= document.length;) {
    while ((open.at(-1)?.end ?? Infinity) <= at) open.pop()
    const [version, type, length] = [
      document.readUInt16LE(at),
      document.readUInt16LE(at + 2),
      document.readUInt32LE(at + 4),
    ]
    const part = open.at(-1)?.part ?? 'slides'
    if ((version & 0xf) === 0xf) {
      open.push({ part: places[type] ?? part, end: at + header + length })
      at += header
      continue
    }
    const text = atomText(type, document.subarray(at + header, at + header + length))
    if (text !== '') texts.set(part, `${texts.get(part) ?? ''}${text}\n`)
    at += header + length
  }
  return texts
}

function atomText(type: number, bytes: Buffer): string {
  if (type === atoms.wide || type === atoms.string) return bytes.toString('utf16le').replace(/[\r\v]/g, '\n')
  return type === atoms.narrow ? bytes.toString('latin1').replace(/[\r\v]/g, '\n') : ''
}

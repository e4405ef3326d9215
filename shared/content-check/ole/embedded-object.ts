import type { ExtractContext } from '#shared/content-check/extractor'
import iconv from 'iconv-lite'
import { bufferOf, type OleStorage } from './storage'

const plainObjects = /^(?:Package|CONTENTS)$/

/** Hands on the file that an OLE object wraps, be it a packed file or a document of another program. */
export async function readEmbeddedObjects(storage: OleStorage, { member }: ExtractContext): Promise<void> {
  for (const [path, stream] of storage) {
    const name = path.split('/').at(-1) ?? path
    if (name === '\u0001Ole10Native') await readPackage(bufferOf(stream.read()), path, member)
    else if (plainObjects.test(name)) await member(path, stream.read())
  }
}

async function readPackage(bytes: Buffer, path: string, member: ExtractContext['member']): Promise<void> {
  const label = terminated(bytes, 6)
  const source = terminated(bytes, label.end)
  const temporary = source.end + 8 + bytes.readUInt32LE(source.end + 4)
  const size = bytes.readUInt32LE(temporary)
  await member(label.text || path, bytes.subarray(temporary + 4, temporary + 4 + size))
}

function terminated(bytes: Buffer, from: number): { text: string; end: number } {
  const end = bytes.indexOf(0, from)
  return { text: iconv.decode(bytes.subarray(from, end), 'gb18030'), end: end + 1 }
}

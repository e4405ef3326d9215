import iconv from 'iconv-lite'
import { CompoundFile, type OleStream } from './compound-file'
import { bufferOf } from './storage'

// Each module's source follows its compiled form, compressed, and begins with the word `Attribute`.
const sourceBegin = Buffer.from('\0Attribut', 'latin1')
const signatureByte = 1

/** The source text of VBA macros (MS-OVBA) among these streams: strings in it are as public as the document. */
export function macroText(streams: readonly OleStream[]): string {
  return streams
    .filter(({ path }) => /(?:^|\/)VBA\/(?!dir$|_VBA_PROJECT$|__SRP)/.test(path))
    .map((stream) => moduleText(bufferOf(stream.read())))
    .join('\n')
}

/** The same of a `vbaProject.bin` of Office Open XML. */
export const macroProjectText = (bytes: Uint8Array) => macroText(new CompoundFile(bytes).streams)

function moduleText(module: Buffer): string {
  const begin = module.lastIndexOf(sourceBegin) - 3
  return begin >= 0 && module[begin] === signatureByte ? iconv.decode(decompressed(module, begin + 1), 'gb18030') : ''
}

function decompressed(bytes: Buffer, from: number): Buffer {
  const chunks: Buffer[] = []
  for (let at = from; at + 2 <= bytes.length;) {
    const header = bytes.readUInt16LE(at)
    const end = Math.min(bytes.length, at + (header & 0xfff) + 3)
    const isPacked = (header & 0x8000) !== 0
    chunks.push(isPacked ? unpackedChunk(bytes.subarray(at + 2, end)) : bytes.subarray(at + 2, end))
    at = end
  }
  return Buffer.concat(chunks)
}

function unpackedChunk(chunk: Buffer): Buffer {
  const out: number[] = []
  for (let at = 0; at < chunk.length;) {
    const flags = chunk[at++] ?? 0
    for (let bit = 0; bit < 8 && at < chunk.length; bit++)
      if ((flags & (1 << bit)) === 0) out.push(chunk[at++] ?? 0)
      else {
        if (at + 2 > chunk.length) return Buffer.from(out)
        copyBack(out, chunk.readUInt16LE(at))
        at += 2
      }
  }
  return Buffer.from(out)
}

/** How many bits of a token are the distance depends on how much there is to go back over. */
function copyBack(out: number[], token: number): void {
  const bits = Math.max(4, Math.ceil(Math.log2(Math.max(1, out.length))))
  const [offset, length] = [(token >> (16 - bits)) + 1, (token & (0xffff >> bits)) + 3]
  for (let index = 0; index < length; index++) out.push(out[out.length - offset] ?? 0)
}

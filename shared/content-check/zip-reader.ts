import { crc32, inflateRawSync } from 'node:zlib'
import { decodedName } from './decoded-text'
import type { ExtractBudget } from './limits'
import { damaged, noReader, passwordProtected, tooLarge } from './unreadable'

export interface ZipEntry {
  readonly name: string
  readonly isFolder: boolean
  readonly isEncrypted: boolean
  /** Unpacks within the budget; throws `Unreadable`. */
  read(budget: ExtractBudget): Uint8Array
}

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const longestComment = 0xffff

export const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)

/** The entries of a zip file by its central directory; throws `Unreadable` when there is none. */
export function openZip(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  const entries: ZipEntry[] = []
  for (let index = 0; index < count; index++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== entrySignature) throw damaged()
    entries.push(entryAt(bytes, view, at))
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

function findEnd(view: DataView): number {
  const last = view.byteLength - 22
  for (let at = last; at >= 0 && at >= last - longestComment; at--)
    if (view.getUint32(at, true) === endSignature) return at
  throw damaged()
}

function entryAt(bytes: Uint8Array, view: DataView, at: number): ZipEntry {
  const flags = view.getUint16(at + 8, true)
  const name = decodedName(bytes.subarray(at + 46, at + 46 + view.getUint16(at + 28, true)))
  return {
    name,
    isFolder: name.endsWith('/'),
    isEncrypted: (flags & 1) !== 0,
    read: (budget) => readEntry(bytes, view, at, budget),
  }
}

function readEntry(bytes: Uint8Array, view: DataView, at: number, budget: ExtractBudget): Uint8Array {
  if ((view.getUint16(at + 8, true) & 1) !== 0) throw passwordProtected()
  const method = view.getUint16(at + 10, true)
  const packed = packedBytes(bytes, view, at)
  if (method !== 0 && method !== 8) throw noReader('该压缩算法', '请解压后逐个核查')
  const unpacked = method === 0 ? packed : inflate(packed, budget)
  budget.spendUnpacked(unpacked.length)
  if (crc32(unpacked) !== view.getUint32(at + 16, true)) throw damaged()
  return unpacked
}

function packedBytes(bytes: Uint8Array, view: DataView, at: number): Uint8Array {
  const size = view.getUint32(at + 20, true)
  const header = view.getUint32(at + 42, true)
  if (size === 0xffffffff || header === 0xffffffff) throw tooLarge('压缩包大于 4 GB')
  if (header + 30 > view.byteLength) throw damaged()
  const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true)
  if (start + size > view.byteLength) throw damaged()
  return bytes.subarray(start, start + size)
}

function inflate(packed: Uint8Array, budget: ExtractBudget): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: budget.unpackable(packed.length) })
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge('解压后异常膨胀，疑似压缩炸弹')
    throw damaged()
  }
}

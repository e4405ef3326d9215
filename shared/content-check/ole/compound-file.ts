import { damaged } from '#shared/content-check/unreadable'

const signature = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const endOfChain = 0xfffffffe
const unused = 0xffffffff
const entryBytes = 128
const kinds = { storage: 1, stream: 2, root: 5 } as const

export const isCompoundFile = (bytes: Uint8Array) => signature.equals(bytes.subarray(0, 8))

interface DirectoryEntry {
  readonly name: string
  readonly kind: number
  readonly left: number
  readonly right: number
  readonly child: number
  readonly start: number
  readonly size: number
}

/** One stream of a compound file; `path` names the storages it is in, as `ObjectPool/_12/WordDocument`. */
export interface OleStream {
  readonly path: string
  readonly size: number
  /** Throws `Unreadable` when its sectors are broken. */
  read(): Uint8Array
}

/** Streams of an OLE compound file (MS-CFB). Chains that run in circles or out of the file throw `Unreadable`. */
export class CompoundFile {
  readonly streams: readonly OleStream[]
  private readonly view: DataView
  private readonly sectorShift: number
  private readonly fat: Uint32Array
  private readonly miniFat: Uint32Array
  private readonly miniStream: Uint8Array

  constructor(private readonly bytes: Uint8Array) {
    if (!isCompoundFile(bytes) || bytes.length < 512) throw damaged()
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.sectorShift = this.view.getUint16(30, true)
    if (this.sectorShift !== 9 && this.sectorShift !== 12) throw damaged()
    this.fat = this.readFat()
    const directory = directoryEntries(this.chain(this.view.getUint32(48, true)))
    this.miniFat = numbers(this.chain(this.view.getUint32(60, true)))
    const root = directory[0]
    this.miniStream = root && root.start < endOfChain ? this.chain(root.start) : new Uint8Array()
    this.streams = this.streamsOf(directory)
  }

  private sector(number: number): Uint8Array {
    const start = (number + 1) * 2 ** this.sectorShift
    if (start >= this.bytes.length) throw damaged()
    return this.bytes.subarray(start, start + 2 ** this.sectorShift)
  }

  /** The table of chains; its own sectors are listed in the header and, in large files, in a chain of lists. */
  private readFat(): Uint32Array {
    const listed = [...numbers(this.bytes.subarray(76, 512))]
    const perSector = 2 ** (this.sectorShift - 2)
    const seen = new Set<number>()
    for (let next = this.view.getUint32(68, true); next < endOfChain - 1;) {
      if (seen.has(next)) throw damaged()
      seen.add(next)
      const list = numbers(this.sector(next))
      listed.push(...list.subarray(0, perSector - 1))
      next = list[perSector - 1] ?? unused
    }
    const sectors = listed.filter((number) => number < endOfChain - 2).map((number) => this.sector(number))
    return numbers(Buffer.concat(sectors))
  }

  private chain(start: number): Uint8Array {
    const sectors: Uint8Array[] = []
    for (let at = start; at < endOfChain - 1; at = this.fat[at] ?? unused) {
      if (sectors.length > this.fat.length) throw damaged()
      sectors.push(this.sector(at))
    }
    return Buffer.concat(sectors)
  }

  private miniChain(start: number): Uint8Array {
    const sectors: Uint8Array[] = []
    for (let at = start; at < endOfChain - 1; at = this.miniFat[at] ?? unused) {
      if (sectors.length > this.miniFat.length) throw damaged()
      sectors.push(this.miniStream.subarray(at * 64, at * 64 + 64))
    }
    return Buffer.concat(sectors)
  }

  private streamsOf(directory: readonly DirectoryEntry[]): OleStream[] {
    const streams: OleStream[] = []
    const seen = new Set<number>()
    const waiting = [{ at: directory[0]?.child ?? unused, folder: '' }]
    for (let place = waiting.pop(); place; place = waiting.pop()) {
      const entry = directory[place.at]
      if (!entry || seen.has(place.at)) continue
      seen.add(place.at)
      const { folder } = place
      const path = folder + entry.name
      waiting.push({ at: entry.right, folder }, { at: entry.left, folder })
      if (entry.kind === kinds.storage) waiting.push({ at: entry.child, folder: `${path}/` })
      if (entry.kind === kinds.stream) streams.push({ path, size: entry.size, read: () => this.contentOf(entry) })
    }
    return streams.reverse()
  }

  private contentOf({ start, size }: DirectoryEntry): Uint8Array {
    if (size === 0) return new Uint8Array()
    const isMini = size < this.view.getUint32(56, true)
    const content = isMini ? this.miniChain(start) : this.chain(start)
    if (content.length < size) throw damaged()
    return content.subarray(0, size)
  }
}

function numbers(bytes: Uint8Array): Uint32Array {
  const list = new Uint32Array(bytes.length >> 2)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let index = 0; index < list.length; index++) list[index] = view.getUint32(index * 4, true)
  return list
}

function directoryEntries(bytes: Uint8Array): DirectoryEntry[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  return Array.from({ length: Math.floor(bytes.length / entryBytes) }, (_, index) => {
    const entry = buffer.subarray(index * entryBytes, (index + 1) * entryBytes)
    const nameBytes = Math.min(64, entry.readUInt16LE(64))
    return {
      name: entry.toString('utf16le', 0, Math.max(0, nameBytes - 2)),
      kind: entry[66] ?? 0,
      left: entry.readUInt32LE(68),
      right: entry.readUInt32LE(72),
      child: entry.readUInt32LE(76),
      start: entry.readUInt32LE(116),
      size: entry.readUInt32LE(120),
    }
  })
}

const bytesOf = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8]
const mostValues = 1_000_000

/** Numbers of a TIFF structure in its own order of bytes; 0 for what lies outside of it. */
export class TiffReader {
  private readonly isLittle: boolean
  constructor(readonly bytes: Buffer) {
    this.isLittle = bytes[0] === 0x49
  }

  short(at: number): number {
    if (at + 2 > this.bytes.length) return 0
    return this.isLittle ? this.bytes.readUInt16LE(at) : this.bytes.readUInt16BE(at)
  }

  long(at: number): number {
    if (at + 4 > this.bytes.length) return 0
    return this.isLittle ? this.bytes.readUInt32LE(at) : this.bytes.readUInt32BE(at)
  }

  /** Where the content of an entry of a table lies, which is in the entry itself when it is short. */
  content(entry: number): { readonly place: number; readonly size: number } {
    const size = this.long(entry + 4) * (bytesOf[this.short(entry + 2)] ?? 1)
    return { place: size <= 4 ? entry + 8 : this.long(entry + 8), size }
  }

  /** The whole numbers of an entry; empty for entries of other types. */
  values(entry: number): number[] {
    const [type, count] = [this.short(entry + 2), Math.min(mostValues, this.long(entry + 4))]
    const { place } = this.content(entry)
    if (type === 3) return Array.from({ length: count }, (_, index) => this.short(place + index * 2))
    return type === 4 ? Array.from({ length: count }, (_, index) => this.long(place + index * 4)) : []
  }
}

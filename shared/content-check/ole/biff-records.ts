import { damaged } from '#shared/content-check/unreadable'

const continues = 0x3c
const noText = ''

/** One record of a workbook stream (MS-XLS 2.1.4) with those that continue it. */
export interface BiffRecord {
  readonly type: number
  readonly at: number
  readonly segments: readonly Buffer[]
}

export function* biffRecords(stream: Buffer): Generator<BiffRecord> {
  let record: { type: number; at: number; segments: Buffer[] } | undefined
  for (let at = 0; at + 4 <= stream.length;) {
    const [type, length] = [stream.readUInt16LE(at), stream.readUInt16LE(at + 2)]
    const content = stream.subarray(at + 4, at + 4 + length)
    if (type === continues && record) record.segments.push(content)
    else {
      if (record) yield record
      record = { type, at, segments: [content] }
    }
    at += 4 + length
  }
  if (record) yield record
}

/** Reads numbers and strings over the seams between a record and what continues it. */
export class BiffReader {
  private segment = 0
  private at = 0
  constructor(
    private readonly segments: readonly Buffer[],
    from = 0,
  ) {
    this.at = from
  }

  private get left(): number {
    return (this.segments[this.segment]?.length ?? 0) - this.at
  }

  get isAtEnd(): boolean {
    return this.segments.slice(this.segment + 1).every(({ length }) => length === 0) && this.left <= 0
  }

  byte(): number {
    while (this.left <= 0) this.nextSegment()
    return this.segments[this.segment]?.[this.at++] ?? 0
  }

  short(): number {
    return this.byte() | (this.byte() << 8)
  }

  long(): number {
    return (this.short() | (this.short() << 16)) >>> 0
  }

  skip(count: number): void {
    for (let rest = count; rest > 0;) {
      while (this.left <= 0) this.nextSegment()
      const step = Math.min(rest, this.left)
      this.at += step
      rest -= step
    }
  }

  /** A string with its flags, formatting runs and phonetic data (2.5.293); only the text is answered. */
  richString(): string {
    const length = this.short()
    const flags = this.byte()
    const runs = (flags & 8) !== 0 ? this.short() : 0
    const extra = (flags & 4) !== 0 ? this.long() : 0
    const text = this.characters(length, (flags & 1) !== 0)
    this.skip(runs * 4 + extra)
    return text
  }

  /** A string of a length known beforehand, after its flags. */
  plainString(length: number): string {
    return length === 0 ? noText : this.characters(length, (this.byte() & 1) !== 0)
  }

  /** Where a string goes over a seam, flags stand anew and its letters may change their width. */
  private characters(length: number, wide: boolean): string {
    let text = ''
    let isWide = wide
    for (let rest = length; rest > 0;) {
      if (this.left <= 0) {
        this.nextSegment()
        isWide = (this.byte() & 1) !== 0
      }
      const width = isWide ? 2 : 1
      const count = Math.min(rest, Math.floor(this.left / width))
      if (count === 0) throw damaged()
      const bytes = this.segments[this.segment]?.subarray(this.at, this.at + count * width) ?? Buffer.alloc(0)
      text += bytes.toString(isWide ? 'utf16le' : 'latin1')
      this.at += count * width
      rest -= count
    }
    return text
  }

  private nextSegment(): void {
    this.segment++
    this.at = 0
    if (this.segment >= this.segments.length) throw damaged()
  }
}

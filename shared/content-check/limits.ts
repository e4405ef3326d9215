import { tooLarge } from './unreadable'

/** What one file may cost, with everything packed inside it. */
export interface ExtractLimits {
  /** Bytes of the file itself. */
  readonly fileBytes: number
  /** Bytes unpacked from containers, all levels together. */
  readonly unpackedBytes: number
  /** Times a packed entry of more than 16 MB may grow. */
  readonly ratio: number
  readonly entries: number
  /** Containers within containers. */
  readonly depth: number
  /** UTF-16 units of text, all parts together. */
  readonly textUnits: number
  readonly milliseconds: number
  /** JavaScript heap of the reading process. */
  readonly heapMegabytes: number
  /** All memory of the reading process, that of libraries and pictures with it. */
  readonly residentMegabytes: number
  /** Pictures, and pages without text, whose text is recognised. */
  readonly recognised: number
}

export const defaultLimits: ExtractLimits = {
  fileBytes: 200_000_000,
  unpackedBytes: 400_000_000,
  ratio: 200,
  entries: 10_000,
  depth: 4,
  textUnits: 50_000_000,
  milliseconds: 60_000,
  heapMegabytes: 1024,
  residentMegabytes: 2048,
  recognised: 60,
}

const alwaysAllowed = 16_000_000
const megabytes = (bytes: number) => `${Math.round(bytes / 1_000_000)} MB`

/** Counts what a file has cost so far and throws `Unreadable` when a limit is passed. */
export class ExtractBudget {
  private unpacked = 0
  private entries = 0
  private text = 0
  private recognised = 0
  private readonly begun = Date.now()
  constructor(readonly limits: ExtractLimits) {}

  spendEntries(count: number): void {
    this.entries += count
    if (this.entries > this.limits.entries) throw tooLarge(`压缩包内条目多于 ${this.limits.entries} 个`)
  }

  /** Bytes that an entry of this packed size may still unpack to. */
  unpackable(packedBytes: number): number {
    const byRatio = Math.max(alwaysAllowed, packedBytes * this.limits.ratio)
    return Math.max(1, Math.min(byRatio, this.limits.unpackedBytes - this.unpacked))
  }

  spendUnpacked(bytes: number): void {
    this.unpacked += bytes
    if (this.unpacked >= this.limits.unpackedBytes) throw tooLarge(`解压后大于 ${megabytes(this.limits.unpackedBytes)}`)
  }

  spendText(units: number): void {
    this.text += units
    if (this.text > this.limits.textUnits) throw tooLarge(`文字多于 ${this.limits.textUnits / 10_000} 万字`)
  }

  /**
   * Counts one picture to be recognised; false when it is too many, or so late that the time for the whole file would
   * run out and the verdict on what was read would be lost.
   */
  mayRecognise(): boolean {
    this.recognised++
    return this.recognised <= this.limits.recognised && Date.now() - this.begun < this.limits.milliseconds * 0.6
  }

  assertFileSize(bytes: number): void {
    if (bytes > this.limits.fileBytes) throw tooLarge(`文件大于 ${megabytes(this.limits.fileBytes)}`)
  }

  assertDepth(depth: number): void {
    if (depth > this.limits.depth) throw tooLarge(`压缩包嵌套多于 ${this.limits.depth} 层`)
  }
}

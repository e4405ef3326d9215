import type { ExtractContext } from '#shared/content-check/extractor'
import { bufferOf, type OleStorage } from './storage'

const pictureRecords = [0xf01d, 0xf01e, 0xf02a]
const begins = [Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('ffd8ff', 'hex')]
const farthestBegin = 64
const streams = /^(?:Data|Pictures|Workbook|WORKBOOK|1Table|0Table|WordDocument)$/

/** Hands on the PNG and JPEG pictures of an old Office document (MS-ODRAW 2.2.23): it may be nothing but scans. */
export async function readPictures(storage: OleStorage, { member, budget }: ExtractContext): Promise<void> {
  for (const [name, stream] of storage)
    if (streams.test(name))
      for (const [index, picture] of picturesIn(bufferOf(stream.read())).entries()) {
        budget.spendEntries(1)
        await member(`${name} picture${index + 1}`, picture)
      }
}

function picturesIn(bytes: Buffer): Buffer[] {
  return pictureRecords.flatMap((type) => {
    const mark = Buffer.of(type & 0xff, type >> 8)
    const found: Buffer[] = []
    for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) {
      const picture =
        at + 6 <= bytes.length ? pictureAt(bytes.subarray(at + 6, at + 6 + bytes.readUInt32LE(at + 2))) : undefined
      if (picture) found.push(picture)
    }
    return found
  })
}

/** Sums of the picture stand before it, one or two. */
function pictureAt(record: Buffer): Buffer | undefined {
  const head = record.subarray(0, farthestBegin)
  const begin = Math.max(...begins.map((each) => head.indexOf(each)))
  return begin >= 0 ? record.subarray(begin) : undefined
}

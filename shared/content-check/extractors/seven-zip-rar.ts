import { readArchived, type ArchivedFile } from '#shared/content-check/archive/archived-file'
import { libArchiveFiles } from '#shared/content-check/archive/lib-archive'
import { rarNames } from '#shared/content-check/archive/rar-names'
import { sevenZipNames } from '#shared/content-check/archive/seven-zip-names'
import type { ExtractContext, ExtractedPart, Extractor } from '#shared/content-check/extractor'

const signatures = ['377abcaf271c', '526172211a07']

export const extractor: Extractor = {
  name: 'libarchive',
  version: 1,
  extensions: ['7z', 'rar'],
  sniff: (bytes) => (signatures.includes(Buffer.from(bytes.subarray(0, 6)).toString('hex')) ? 1 : 0),
  async extract(bytes, context) {
    const names = bytes[0] === 0x37 ? await sevenZipNames(bytes, context.budget) : rarNames(bytes)
    const parts: ExtractedPart[] = []
    for await (const file of libArchiveFiles(bytes, context.budget, (index) => names[index]))
      parts.push(...(await readOne(file, context)))
    return parts
  },
}

const readOne = (file: ArchivedFile, context: ExtractContext) => readArchived([file], context)

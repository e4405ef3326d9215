import { assertReadableWord, tableStreamOf, wordTexts } from '#shared/content-check/ole/word-binary'
import { drawingWords } from '#shared/content-check/ole/drawing-properties'
import { streamOf, type StorageReader } from '#shared/content-check/ole/storage'

/** Word 97 to 2003, and WPS documents, which are the same inside. */
export const reader: StorageReader = {
  stream: /^WordDocument$/,
  read(storage) {
    const main = streamOf(storage, 'WordDocument')
    assertReadableWord(main)
    const table = streamOf(storage, tableStreamOf(main))
    const { alt, watermark } = drawingWords(table)
    return [...wordTexts(main, table), { part: 'alt', text: alt }, { part: 'watermark', text: watermark }]
  },
}

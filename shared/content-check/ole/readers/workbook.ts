import { drawingWords } from '#shared/content-check/ole/drawing-properties'
import { streamOf, type StorageReader } from '#shared/content-check/ole/storage'
import { WorkbookText } from '#shared/content-check/ole/workbook-text'
import { noReader } from '#shared/content-check/unreadable'

/** Excel 97 to 2003, and WPS tables, which are the same inside. */
export const reader: StorageReader = {
  stream: /^(?:Workbook|WORKBOOK|Book|BOOK)$/,
  read(storage) {
    const name = [...storage.keys()].find((each) => /^workbook$/i.test(each))
    if (name === undefined) throw noReader(' Excel 95 及更早的格式', '请另存为 xlsx 后重新核查')
    const { texts, drawings } = new WorkbookText(streamOf(storage, name))
    const { alt, watermark } = drawingWords(Buffer.concat(drawings))
    return [
      ...[...texts].map(([part, text]) => ({ part, text })),
      { part: 'alt', text: alt },
      { part: 'watermark', text: watermark },
    ]
  },
}

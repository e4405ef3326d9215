import { withText, type ExtractContext, type ExtractedPart, type Extractor } from '#shared/content-check/extractor'
import { pictureSize } from '#shared/content-check/picture/picture-size'
import { pictureWords } from '#shared/content-check/picture/picture-words'
import { isWholePicture } from '#shared/content-check/picture/whole-picture'
import { recognisedPart } from '#shared/content-check/picture/recognised-part'
import { openDocument } from '#shared/content-check/pdf/open-document'
import { pagePicture } from '#shared/content-check/pdf/page-picture'
import { tiffAsPdf } from '#shared/content-check/picture/tiff-as-pdf'
import { tiffPages, type TiffPage } from '#shared/content-check/picture/tiff-pages'
import { asPng } from '#shared/content-check/picture/as-png'
import { damaged, noReader, tooLarge } from '#shared/content-check/unreadable'

const signatures = ['89504e47', 'ffd8ff', '47494638', '424d', '49492a00', '4d4d002a', '52494646']
const mostPixels = 60_000_000
const leastSide = 24
const oversized = () => tooLarge(`图片大于 ${mostPixels / 10_000} 万像素`)
const isTiff = (bytes: Uint8Array) => /^(?:49492a00|4d4d002a)$/.test(Buffer.from(bytes.subarray(0, 4)).toString('hex'))

/** Pictures: what is written beside them (EXIF, XMP, comments) and, recognised, in them. */
export const extractor: Extractor = {
  name: 'image',
  version: 2,
  extensions: ['png', 'jpg', 'jpeg', 'gif', 'bmp', 'tif', 'tiff', 'webp'],
  sniff(bytes) {
    const head = Buffer.from(bytes.subarray(0, 4)).toString('hex')
    // `BM` may begin a text as well, so two bytes alone are not certain.
    return signatures.some((signature) => head.startsWith(signature)) ? (head.startsWith('424d') ? 0.2 : 1) : 0
  },
  async extract(bytes, context) {
    if (bytes.length < 16) throw damaged()
    const words = Object.entries(pictureWords(bytes)).map(([part, text]) => ({ part, text }))
    const end = isWholePicture(bytes) ? [] : [{ part: 'file end', text: '', unreadable: damaged().message }]
    return withText([
      ...words,
      ...(isTiff(bytes) ? await tiffParts(bytes, context) : [await shown(bytes, context)]),
      ...end,
    ])
  },
}

/** A page of a TIFF file, which scanners write, is shown as a PDF is. */
async function tiffPicture(page: TiffPage): Promise<Uint8Array> {
  const pdf = tiffAsPdf(page)
  if (!pdf) throw noReader('该 TIFF 压缩方式', '请打开图片查看')
  const document = await openDocument(pdf)
  try {
    return await pagePicture(await document.getPage(1))
  } finally {
    await document.loadingTask.destroy()
  }
}

async function tiffParts(bytes: Uint8Array, context: ExtractContext): Promise<ExtractedPart[]> {
  const parts: ExtractedPart[] = []
  for (const [index, page] of tiffPages(bytes).entries())
    parts.push(
      page.width * page.height > mostPixels
        ? { part: 'picture', text: '', unreadable: oversized().message }
        : await recognisedPart(`page ${index + 1}`, `第 ${index + 1} 页`, () => tiffPicture(page), context),
    )
  if (parts.length === 0) throw damaged()
  return parts
}

async function shown(bytes: Uint8Array, context: ExtractContext) {
  const part = 'picture'
  const size = pictureSize(bytes)
  if (!size) return { part, text: '', unreadable: noReader('识别该格式图片中的文字', '请打开图片查看').message }
  if (size.width * size.height > mostPixels) return { part, text: '', unreadable: oversized().message }
  // A bullet or a line holds no words.
  if (Math.min(size.width, size.height) < leastSide) return { part, text: '' }
  return recognisedPart(part, '该文件', () => asPng(bytes), context)
}

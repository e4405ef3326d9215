import { withText, type Extractor } from '#shared/content-check/extractor'
import { pictureSize } from '#shared/content-check/picture/picture-size'
import { pictureWords } from '#shared/content-check/picture/picture-words'
import { isWholePicture } from '#shared/content-check/picture/whole-picture'
import { recognisedPart } from '#shared/content-check/picture/recognised-part'
import { asPng } from '#shared/content-check/picture/as-png'
import { damaged, noReader, tooLarge } from '#shared/content-check/unreadable'

const signatures = ['89504e47', 'ffd8ff', '47494638', '424d', '49492a00', '4d4d002a', '52494646']
const mostPixels = 60_000_000
const leastSide = 24

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
    return withText([...words, await shown(bytes, context), ...end])
  },
}

async function shown(bytes: Uint8Array, context: Parameters<Extractor['extract']>[1]) {
  const part = 'picture'
  const size = pictureSize(bytes)
  if (!size) return { part, text: '', unreadable: noReader('识别该格式图片中的文字', '请打开图片查看').message }
  if (size.width * size.height > mostPixels)
    return { part, text: '', unreadable: tooLarge(`图片大于 ${mostPixels / 10_000} 万像素`).message }
  // A bullet or a line holds no words.
  if (Math.min(size.width, size.height) < leastSide) return { part, text: '' }
  return recognisedPart(part, '该文件', () => asPng(bytes), context)
}

import type { Extractor } from '#shared/content-check/extractor'
import { noReader } from '#shared/content-check/unreadable'

const signatures = ['89504e47', 'ffd8ff', '47494638', '424d', '49492a00', '4d4d002a', '52494646']

/** Pictures: what is written in them can only be read by a person. */
export const extractor: Extractor = {
  name: 'image',
  version: 1,
  extensions: ['png', 'jpg', 'jpeg', 'gif', 'bmp', 'tif', 'tiff', 'webp'],
  sniff(bytes) {
    const head = Buffer.from(bytes.subarray(0, 4)).toString('hex')
    // `BM` may begin a text as well, so two bytes alone are not certain.
    return signatures.some((signature) => head.startsWith(signature)) ? (head.startsWith('424d') ? 0.2 : 1) : 0
  },
  async extract() {
    throw noReader('识别图片中的文字', '请打开图片逐张查看')
  },
}

import type { Extractor } from '#shared/content-check/extractor'
import { noReader, passwordProtected } from '#shared/content-check/unreadable'

const signature = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])

const hasStream = (bytes: Uint8Array, name: string) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(Buffer.from(name, 'utf16le'))

/** OLE compound files: OOXML behind a password, and the Office formats before 2007. */
export const extractor: Extractor = {
  name: 'ole',
  version: 1,
  extensions: ['doc', 'xls', 'ppt', 'wps', 'et', 'dps'],
  sniff: (bytes) => (signature.equals(bytes.subarray(0, 8)) ? 1 : 0),
  async extract(bytes) {
    if (hasStream(bytes, 'EncryptedPackage')) throw passwordProtected()
    // A formula of the old equation editor holds no prose.
    if (hasStream(bytes, 'Equation Native')) return []
    throw noReader('旧版 Office 或 WPS 二进制格式', '请另存为 docx 或 xlsx 后重新核查')
  },
}

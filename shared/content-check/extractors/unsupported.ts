import type { Extractor } from '#shared/content-check/extractor'
import { noReader } from '#shared/content-check/unreadable'
import { isZip, openZip } from '#shared/content-check/zip-reader'

interface Format {
  readonly title: string
  readonly extensions: readonly string[]
  matches(head: string, names: readonly string[]): boolean
}

/** Formats that would pass for text or for a plain zip file, where their words would be missed. */
const formats: readonly Format[] = [
  { title: ' RTF 格式', extensions: ['rtf'], matches: (head) => head.startsWith('{\\rtf') },
  {
    title: '邮件和网页归档格式',
    extensions: ['eml', 'mht', 'mhtml'],
    matches: (head) =>
      /^(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:MIME-Version|Content-Transfer-Encoding):/i.test(
        head.replaceAll('\r', ''),
      ),
  },
  { title: ' OFD 版式文件', extensions: ['ofd'], matches: (_, names) => names.includes('OFD.xml') },
  {
    title: ' ODF、EPUB 格式',
    extensions: ['odt', 'ods', 'odp', 'epub'],
    matches: (_, names) => names.includes('mimetype'),
  },
  {
    title: '该 Office 文件',
    extensions: ['vsdx', 'xlsb'],
    matches: (_, names) => names.includes('[Content_Types].xml'),
  },
  { title: ' RAR 压缩包', extensions: ['rar'], matches: (head) => head.startsWith('Rar!') },
  { title: ' 7z 压缩包', extensions: ['7z'], matches: (head) => head.startsWith("7z\u00bc\u00af'") },
  { title: ' gzip 压缩包', extensions: ['gz', 'tgz'], matches: (head) => head.startsWith('\u001f\u008b') },
]

function formatOf(bytes: Uint8Array): Format | undefined {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1')
  const names = isZip(bytes) ? entryNames(bytes) : []
  return formats.find((format) => format.matches(head, names))
}

function entryNames(bytes: Uint8Array): string[] {
  try {
    return openZip(bytes).map(({ name }) => name)
  } catch {
    return []
  }
}

/** Known formats that cannot be read yet: a person has to look, and is told how to make them readable. */
export const extractor: Extractor = {
  name: 'unsupported',
  version: 1,
  extensions: formats.flatMap(({ extensions }) => extensions),
  sniff: (bytes) => (formatOf(bytes) ? 0.95 : 0),
  async extract(bytes) {
    throw noReader(formatOf(bytes)?.title ?? '该格式', '请转换为 docx、xlsx、pdf 或解压后重新核查')
  },
}

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
  {
    title: '该 Office 文件',
    extensions: ['vsdx', 'xlsb'],
    matches: (_, names) => names.includes('[Content_Types].xml'),
  },
  { title: ' EPUB 格式', extensions: ['epub'], matches: (_, names) => names.includes('META-INF/container.xml') },
  { title: ' xz 或 bzip2 压缩包', extensions: ['xz', 'bz2'], matches: (head) => /^(?:\u00fd7zXZ|BZh\d1AY)/.test(head) },
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

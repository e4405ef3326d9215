import { decodedText, isText } from '#shared/content-check/decoded-text'
import type { Extractor } from '#shared/content-check/extractor'
import { unknownFormat } from '#shared/content-check/unreadable'

/** Plain text in UTF-8, UTF-16 or GB18030. */
export const extractor: Extractor = {
  name: 'txt',
  version: 1,
  extensions: ['txt', 'csv', 'tsv', 'md', 'json', 'jsonl', 'xml', 'log', 'ini', 'yml', 'yaml'],
  sniff: (bytes) => (isText(bytes) ? 0.3 : 0),
  async extract(bytes) {
    const text = decodedText(bytes)
    if (text === undefined) throw unknownFormat()
    return [{ part: 'body', text }]
  },
}

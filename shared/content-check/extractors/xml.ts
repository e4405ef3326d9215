import type { Extractor } from '#shared/content-check/extractor'
import { xmlAttributeWords } from '#shared/content-check/office-package'
import { decodedXml, isText } from '#shared/content-check/decoded-text'
import { readXml } from '#shared/content-check/xml-events'

const lineEnds = new Set(['p', 'h', 'tr', 'row', 'line', 'item', 'title', 'paragraph', 'table-row'])
const cells = new Set(['td', 'cell', 'table-cell'])

/** XML on its own, as Word 2003 and flat ODF write it: words split by markup are joined. What is malformed is read as it stands. */
export const extractor: Extractor = {
  name: 'xml',
  version: 1,
  extensions: ['xml', 'fodt', 'fods', 'fodp'],
  sniff: (bytes) => (/^(?:\xef\xbb\xbf)?<\?xml\s/.test(head(bytes)) && isText(bytes) ? 0.4 : 0),
  async extract(bytes) {
    try {
      return [
        { part: 'body', text: joinedText(bytes) },
        { part: 'attributes', text: xmlAttributeWords(bytes) },
      ]
    } catch {
      return [{ part: 'body', text: decodedXml(bytes) }]
    }
  },
}

const head = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 16)).toString('latin1')

function joinedText(bytes: Uint8Array): string {
  let text = ''
  readXml(bytes, {
    text: (words) => {
      text += words
    },
    close: (name) => {
      if (lineEnds.has(name.toLowerCase())) text += '\n'
      else if (cells.has(name.toLowerCase())) text += '\t'
    },
  })
  return text
}

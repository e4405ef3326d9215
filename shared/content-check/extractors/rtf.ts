import { withText, type ExtractContext, type Extractor } from '#shared/content-check/extractor'
import { damaged } from '#shared/content-check/unreadable'
import { embeddedBytes } from '#shared/content-check/rtf/embedded-bytes'
import { RtfText } from '#shared/content-check/rtf/rtf-text'

/** RTF: running text, headers, notes, comments, deleted and hidden text, properties, and what is embedded. */
export const extractor: Extractor = {
  name: 'rtf',
  version: 1,
  extensions: ['rtf', 'doc'],
  sniff: (bytes) => (Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '{\\rtf' ? 1 : 0),
  async extract(bytes, context) {
    const { flows, data } = new RtfText(bytes)
    await readData(data, context)
    const parts = [...flows].map(([part, text]) => ({ part, text }))
    return withText(isWhole(bytes) ? parts : [...parts, { part: 'file end', text: '', unreadable: damaged().message }])
  },
}

async function readData(data: RtfText['data'], { member, budget }: ExtractContext): Promise<void> {
  budget.spendEntries(data.length)
  for (const [index, { kind, bytes }] of data.entries()) {
    const { name, content } = embeddedBytes(kind, bytes, index + 1)
    if (content.length > 0) await member(name, content)
  }
}

// A file that was cut off ends before its outermost group does.
const isWhole = (bytes: Uint8Array) =>
  Buffer.from(bytes.subarray(-64)).toString('latin1').trimEnd().replaceAll('\0', '').endsWith('}')

import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { idFrom } from '#shared/signing/sm3'

export interface WarcRecord {
  readonly type: 'response' | 'request' | 'metadata'
  /** Target URI. */
  readonly url: string
  readonly at: Date
  readonly contentType: string
  readonly block: Uint8Array
  /** Part of the block that is the body of an HTTP message, for its digest. */
  readonly payload?: Uint8Array
  readonly isTruncated?: boolean
}

/** Id of a record: from the same visit always the same, so that the same evidence is the same file. */
const idOf = ({ type, url, at }: WarcRecord): string => `<urn:uuid:${idFrom(type, url, at.toISOString())}>`

/** Records about one visit as WARC 1.1 (ISO 28500:2017), each a gzip member of its own, the first one named by the others. */
export function warcFile(records: readonly WarcRecord[]): Uint8Array {
  const [first] = records
  return Buffer.concat(records.map((record) => gzipSync(recordBytes(record, first === record ? undefined : first))))
}

function recordBytes(record: WarcRecord, first: WarcRecord | undefined): Uint8Array {
  const fields: readonly (readonly [name: string, value: string | undefined])[] = [
    ['WARC-Type', record.type],
    ['WARC-Record-ID', idOf(record)],
    ['WARC-Concurrent-To', first && idOf(first)],
    ['WARC-Date', record.at.toISOString().replace(/\.\d+Z$/, 'Z')],
    ['WARC-Target-URI', record.url],
    ['WARC-Truncated', record.isTruncated ? 'length' : undefined],
    ['WARC-Block-Digest', digest(record.block)],
    ['WARC-Payload-Digest', record.payload && digest(record.payload)],
    ['Content-Type', record.contentType],
    ['Content-Length', String(record.block.length)],
  ]
  const lines = fields.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}\r\n`]))
  return Buffer.concat([Buffer.from(`WARC/1.1\r\n${lines.join('')}\r\n`), record.block, Buffer.from('\r\n\r\n')])
}

const digest = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

import { Readable } from 'node:stream'
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

export interface ReadBody {
  readonly bytes: Uint8Array
  readonly isTruncated: boolean
}

const deflated = { finishFlush: constants.Z_SYNC_FLUSH }
/** Each takes a body that ends early for as much as there is. */
const decoders: Readonly<Record<string, () => NodeJS.ReadWriteStream>> = {
  gzip: () => createGunzip(deflated),
  'x-gzip': () => createGunzip(deflated),
  deflate: () => createInflate(deflated),
  br: () => createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH }),
}

/**
 * We ask for identity; some servers compress all the same. At most `limit` bytes are unpacked, so a bomb stays small.
 * Rejects for what does not unpack.
 */
export async function unpacked(body: ReadBody, encoding: string, limit: number): Promise<ReadBody> {
  const decoder = decoders[encoding.trim().toLowerCase()]?.()
  if (decoder === undefined) return body
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of Readable.from([body.bytes]).pipe(decoder) as AsyncIterable<Uint8Array>) {
    chunks.push(chunk.subarray(0, limit - size))
    size += chunk.length
    if (size > limit) break
  }
  return { bytes: Buffer.concat(chunks), isTruncated: body.isTruncated || size > limit }
}

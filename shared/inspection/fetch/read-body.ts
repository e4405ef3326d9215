import { type PassThrough, type Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

export interface ReadBody {
  readonly bytes: Uint8Array
  readonly isTruncated: boolean
}

const decoders: Readonly<Record<string, () => ReturnType<typeof createGunzip> | PassThrough>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}

/** We ask for identity; some servers compress all the same. The limit counts what comes out, so a bomb stays small. */
function decoded(body: Readable, encoding: string): Readable {
  const decoder = decoders[encoding.trim().toLowerCase()]?.()
  if (decoder === undefined) return body
  body.on('error', (error) => decoder.destroy(error))
  return body.pipe(decoder)
}

/** Reads at most `limit` bytes and drops the connection beyond it: an endless page costs no more than a long one. */
export async function readBody(body: Readable, encoding: string, limit: number): Promise<ReadBody> {
  // Dropping the connection makes the body fail, which is then of no interest.
  body.on('error', () => undefined)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of decoded(body, encoding) as AsyncIterable<Uint8Array>) {
    chunks.push(chunk.subarray(0, limit - size))
    size += chunk.length
    if (size > limit) break
  }
  if (size > limit) body.destroy()
  return { bytes: Buffer.concat(chunks), isTruncated: size > limit }
}

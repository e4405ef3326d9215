import type { Response } from 'undici'
import { connectionFailure } from './connection-failure'
import { nonsense } from './problem'

/** No answer of the platform is longer than this; an endless one is none of its. */
export const longestAnswer = 128 * 1024 * 1024

/** All bytes of an answer. @throws AppError `unavailable` when it breaks off or doesn't end */
export async function readBody(response: Response, limit: number = longestAnswer): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of response.body ?? []) {
      const bytes = chunk as Uint8Array
      length += bytes.length
      if (length > limit) break
      chunks.push(bytes)
    }
  } catch (error) {
    throw connectionFailure(error)
  }
  if (length > limit) throw nonsense('内容过长')
  return Buffer.concat(chunks)
}

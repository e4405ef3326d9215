import { crc32 } from 'node:zlib'
import { buildDoubleArray } from './double-array'
import { rootsOf, type Trie } from './walk'

/**
 * Phrases and their trie in one block of memory: it is what is kept on disk and what threads share without copying.
 * The trie tells of a phrase by the number that was given with it, its tag.
 */
export interface PhraseImage {
  readonly buffer: SharedArrayBuffer
  readonly trie: Trie
  /** Number of phrases. */
  readonly size: number
  /** Whatever else is to be kept with the phrases. */
  readonly extra: Uint8Array
}

const magic = 0x5a51_4300
const headerNumbers = 8
/** Goes up with every change of folding or layout: what was kept before is built anew. */
const version = 2
const unitCount = 0x10000

/** Places of the arrays in the buffer, in bytes, from the two numbers that differ. */
function layout(stateCount: number, extraLength: number) {
  const states = headerNumbers * 4
  const ends = states + stateCount * 8
  const roots = ends + stateCount * 4
  const code = roots + unitCount * 4
  const extra = code + unitCount * 2
  return { states, ends, roots, code, extra, length: extra + extraLength }
}

const headerOf = (buffer: SharedArrayBuffer) => new Int32Array(buffer, 0, headerNumbers)

function viewed(buffer: SharedArrayBuffer): PhraseImage {
  const [, , stateCount = 0, size = 0, extraLength = 0] = headerOf(buffer)
  const at = layout(stateCount, extraLength)
  return {
    buffer,
    size,
    trie: {
      states: new Int32Array(buffer, at.states, stateCount * 2),
      ends: new Int32Array(buffer, at.ends, stateCount),
      roots: new Int32Array(buffer, at.roots, unitCount),
      code: new Uint16Array(buffer, at.code, unitCount),
    },
    extra: new Uint8Array(buffer, at.extra, extraLength),
  }
}

/** `phrases` are different, not empty and sorted by units. */
export function buildImage(
  phrases: readonly string[],
  tags: Int32Array,
  extra: Uint8Array = new Uint8Array(),
): PhraseImage {
  const { states, ends, code } = buildDoubleArray(phrases)
  const buffer = new SharedArrayBuffer(layout(states.length / 2, extra.length).length)
  headerOf(buffer).set([magic + version, 0, states.length / 2, phrases.length, extra.length])
  const image = viewed(buffer)
  image.trie.states.set(states)
  for (const [state, phrase] of ends.entries()) image.trie.ends[state] = phrase < 0 ? 0 : (tags[phrase] as number)
  image.trie.code.set(code)
  image.trie.roots.set(rootsOf({ states, code }))
  image.extra.set(extra)
  return image
}

/** The image in memory that another thread built. */
export const imageOf = (buffer: SharedArrayBuffer): PhraseImage => viewed(buffer)

/** Bytes for the disk: a copy, with its checksum. */
export function savedImage({ buffer }: PhraseImage): Uint8Array {
  const bytes = new Uint8Array(buffer.byteLength)
  bytes.set(new Uint8Array(buffer))
  const header = new Int32Array(bytes.buffer, 0, headerNumbers)
  header[1] = crc32(bytes.subarray(8)) | 0
  return bytes
}

/** The image that `savedImage` gave, read into shared memory; undefined where a byte of it is not as it was. */
export function loadedImage(buffer: SharedArrayBuffer): PhraseImage | undefined {
  if (buffer.byteLength < headerNumbers * 4) return undefined
  const [mark, sum, stateCount = 0, size = 0, extraLength = 0] = headerOf(buffer)
  const isSound = mark === magic + version && stateCount > 0 && size >= 0 && extraLength >= 0
  if (!isSound || layout(stateCount, extraLength).length !== buffer.byteLength) return undefined
  if ((crc32(new Uint8Array(buffer, 8)) | 0) !== sum) return undefined
  return viewed(buffer)
}

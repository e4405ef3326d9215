import { existsSync, readFileSync } from 'node:fs'
import { endianness } from 'node:os'

/** SQLite's write-ahead log: a header and frames, each with a header in the clear before its (encrypted) page. */
const headerBytes = 32
const frameHeaderBytes = 24

type Sum = readonly [number, number]

interface Log {
  readonly bytes: Buffer
  /** The same in the order of bytes that the log's sums are made in. */
  readonly words: Uint32Array
  readonly pageBytes: number
}

/**
 * Whether a log was damaged after it was written. A log may end in half a frame, as after a power cut, and SQLite then
 * passes over the rest. A frame that is wrong while those after it follow from what it says was changed later: what
 * SQLite would pass over then was saved for certain.
 */
export function isLogDamaged(file: string): boolean {
  const log = readLog(file)
  if (!log) return false
  const frames = Math.floor((log.bytes.length - headerBytes) / (frameHeaderBytes + log.pageBytes))
  let sum = sumOf(log, [0, 0], 0, 24)
  if (!isSame(sum, storedAt(log, 24))) return frames > 0 && hasCommit(log, storedAt(log, 24), 0, frames)
  for (let index = 0; index < frames; index += 1) {
    if (!isOfThisRound(log, index)) return hasCommitAfter(log, index, frames)
    const said = storedAt(log, offsetOf(log, index) + 16)
    sum = sumOfFrame(log, sum, index)
    if (!isSame(sum, said)) return hasCommit(log, said, index + 1, frames) || hasCommitAfter(log, index, frames)
  }
  return false
}

function readLog(file: string): Log | null {
  const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0)
  if (bytes.length < headerBytes) return null
  const isBig = (bytes[3] ?? 0) % 2 === 1
  return { bytes, words: wordsOf(bytes, isBig), pageBytes: bytes.readUInt32BE(8) }
}

/** A log may have tens of megabytes, and an operator waits for its sums: read word by word they take ten times as long. */
function wordsOf(bytes: Buffer, isBig: boolean): Uint32Array {
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 4))
  const isOurs = isBig === (endianness() === 'BE')
  const own = isOurs && whole.byteOffset % 4 === 0 ? whole : Buffer.from(new Uint8Array(whole).buffer)
  return new Uint32Array((isOurs ? own : own.swap32()).buffer, own.byteOffset, own.length / 4)
}

const offsetOf = ({ pageBytes }: Log, index: number) => headerBytes + index * (frameHeaderBytes + pageBytes)
const storedAt = ({ bytes }: Log, at: number): Sum => [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)]
const isSame = (one: Sum, other: Sum) => one[0] === other[0] && one[1] === other[1]

/** SQLite's own running checksum over pairs of words. */
function sumOf({ words }: Log, [first, second]: Sum, from: number, to: number): Sum {
  let [a, b] = [first | 0, second | 0]
  for (let at = from / 4; at < to / 4; at += 2) {
    a = (a + (words[at] ?? 0) + b) | 0
    b = (b + (words[at + 1] ?? 0) + a) | 0
  }
  return [a >>> 0, b >>> 0]
}

function sumOfFrame(log: Log, before: Sum, index: number): Sum {
  const at = offsetOf(log, index)
  const page = at + frameHeaderBytes
  return sumOf(log, sumOf(log, before, at, at + 8), page, page + log.pageBytes)
}

/** Frames of an earlier round of the log may still lie behind its end; they bear other salts. */
const isOfThisRound = (log: Log, index: number) =>
  log.bytes.compare(log.bytes, 16, 24, offsetOf(log, index) + 8, offsetOf(log, index) + 16) === 0

/** Whether frames that follow from `sum` go on to the end of a transaction. */
function hasCommit(log: Log, sum: Sum, from: number, frames: number): boolean {
  for (let index = from; index < frames && isOfThisRound(log, index); index += 1) {
    const next = sumOfFrame(log, sum, index)
    if (!isSame(next, storedAt(log, offsetOf(log, index) + 16))) return false
    if (log.bytes.readUInt32BE(offsetOf(log, index) + 4) !== 0) return true
    sum = next
  }
  return false
}

/** The same where the wrong frame does not even say what follows from it: the one behind it is believed. */
const hasCommitAfter = (log: Log, index: number, frames: number) =>
  index + 1 < frames &&
  isOfThisRound(log, index + 1) &&
  hasCommit(log, storedAt(log, offsetOf(log, index + 1) + 16), index + 2, frames)

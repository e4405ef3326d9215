import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { crc32 } from 'node:zlib'
import { AppError } from '#shared/contract/app-error'

const sealOf = (file: string) => `${file}.seal`
const chunk = 4 * 1024 * 1024
const sealText = (length: number, sum: number) => `zhanqun.seal/1 ${length} ${sum.toString(16)}`

/** Length and checksum of a whole file, as text. The cipher has no checksums of its own: a flipped bit would go unseen. */
function checksumOf(file: string): string {
  const descriptor = openSync(file, 'r')
  try {
    const buffer = Buffer.alloc(chunk)
    let [sum, length] = [0, 0]
    for (let read = readSync(descriptor, buffer); read > 0; read = readSync(descriptor, buffer)) {
      sum = crc32(buffer.subarray(0, read), sum)
      length += read
    }
    return sealText(length, sum)
  } finally {
    closeSync(descriptor)
  }
}

/** Notes what a database looked like when it was closed in order. Without its seal it is examined when it is opened. */
export function seal(file: string): void {
  const descriptor = openSync(sealOf(file), 'w', 0o600)
  try {
    writeSync(descriptor, checksumOf(file))
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Up to here all of a database is looked through in a fraction of a second. */
export const smallBytes = 32 * 1024 * 1024

/**
 * Whether the database is as it was closed: `unknown` where nobody closed it in order, `unverified` where its length fits
 * and the rest is for `SealCheck`, since an operator must not wait for hundreds of megabytes. One that has a log beside it
 * was not closed since its last check began, and is compared at once. To be called before every opening.
 * @throws AppError `unreadable` where it was changed since
 */
export function sealState(file: string, most = smallBytes): 'unknown' | 'unverified' | 'as-closed' {
  if (!existsSync(file) || !existsSync(sealOf(file))) return 'unknown'
  const { size } = statSync(file)
  const [, length] = readFileSync(sealOf(file), 'utf8').split(' ')
  if (Number(length) === size && size > most && !hasLog(file)) return 'unverified'
  if (isUnchanged(file)) return 'as-closed'
  throw changedSinceClosed(file)
}

const hasLog = (file: string): boolean => (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0
const isUnchanged = (file: string): boolean => readFileSync(sealOf(file), 'utf8') === checksumOf(file)

export const changedSinceClosed = (file: string): AppError => damaged(file, 'changed-since-closed')

/** Leaves a seal that no file fits: the damage that was found is found again at every opening. */
const refuseSeal = (file: string): void => writeFileSync(sealOf(file), 'zhanqun.seal/1 damaged')

/**
 * Compares a big database with its seal a piece at a time, while it is in use. Until that is done its file must not be
 * written to: what is new stays in the log beside it.
 */
export class SealCheck {
  readonly #file: string
  readonly #descriptor: number
  #sum = 0
  #length = 0

  constructor(file: string) {
    this.#file = file
    this.#descriptor = openSync(file, 'r')
  }

  /** Goes on by a few megabytes; false while there is more. @throws AppError `unreadable` where the file was changed */
  step(): boolean {
    const buffer = Buffer.allocUnsafe(chunk)
    const read = readSync(this.#descriptor, buffer, 0, chunk, this.#length)
    this.#sum = crc32(buffer.subarray(0, read), this.#sum)
    this.#length += read
    if (read > 0) return false
    this.end()
    if (readFileSync(sealOf(this.#file), 'utf8') === sealText(this.#length, this.#sum)) return true
    refuseSeal(this.#file)
    throw changedSinceClosed(this.#file)
  }

  end(): void {
    closeSync(this.#descriptor)
  }
}

/** Once a database is written to, its seal says nothing. */
export const breakSeal = (file: string): void => rmSync(sealOf(file), { force: true })

export const damaged = (file: string, cause: string): AppError =>
  new AppError('unreadable', '本机数据文件已损坏。文件已原样保留，请先备份，再选择移走该文件并重新同步', {
    file,
    cause,
    damaged: true,
  })

import { closeSync, existsSync, fsyncSync, openSync, readFileSync, readSync, rmSync, writeSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { AppError } from '#shared/contract/app-error'

const sealOf = (file: string) => `${file}.seal`
const chunk = 4 * 1024 * 1024

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
    return `zhanqun.seal/1 ${length} ${sum.toString(16)}`
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

/**
 * Whether the database is as it was closed; false where nobody closed it. To be called before every opening.
 * @throws AppError `unreadable` where it was changed since
 */
export function isAsSealed(file: string): boolean {
  if (!existsSync(file) || !existsSync(sealOf(file))) return false
  if (readFileSync(sealOf(file), 'utf8') === checksumOf(file)) return true
  throw damaged(file, 'changed-since-closed')
}

/** Once a database is written to, its seal says nothing. */
export const breakSeal = (file: string): void => rmSync(sealOf(file), { force: true })

export const damaged = (file: string, cause: string): AppError =>
  new AppError('unreadable', '本机数据文件已损坏。文件已原样保留，请先备份，再选择移走该文件并重新同步', {
    file,
    cause,
    damaged: true,
  })

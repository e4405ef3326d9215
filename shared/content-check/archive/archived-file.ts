import { isAppError } from '#shared/contract/app-error'
import type { ExtractedPart, ExtractContext } from '#shared/content-check/extractor'
import { damaged } from '#shared/content-check/unreadable'

/** A file in an archive; `read` throws `Unreadable` when it cannot be unpacked. */
export interface ArchivedFile {
  readonly name: string
  read(): Uint8Array
}

/** Hands each file of an archive on; of those that cannot be unpacked, the names are still looked at. */
export async function readArchived(
  files: Iterable<ArchivedFile>,
  { budget, member }: ExtractContext,
): Promise<ExtractedPart[]> {
  const unread: string[] = []
  const reasons = new Set<string>()
  for (const { name, read } of files) {
    budget.spendEntries(1)
    let bytes: Uint8Array
    try {
      bytes = read()
    } catch (error) {
      unread.push(name)
      reasons.add((isAppError(error) ? error : damaged()).message)
      continue
    }
    await member(name, bytes)
  }
  return unread.length === 0 ? [] : [{ part: 'unread', text: unread.join('\n'), unreadable: [...reasons].join('；') }]
}

import type { Extractor } from '#shared/content-check/extractor'
import { isZip, openZip } from '#shared/content-check/zip-reader'
import { isAppError } from '#shared/contract/app-error'

/** Zip files: each member is read as a file of its own; of those that cannot be, the names are still looked at. */
export const extractor: Extractor = {
  name: 'zip',
  version: 1,
  extensions: ['zip'],
  sniff: (bytes) => (isZip(bytes) ? 0.6 : 0),
  async extract(bytes, { budget, member }) {
    const entries = openZip(bytes)
    budget.spendEntries(entries.length)
    const unread: string[] = []
    const reasons = new Set<string>()
    for (const entry of entries.filter(({ isFolder }) => !isFolder))
      try {
        await member(entry.name, entry.read(budget))
      } catch (error) {
        if (!isAppError(error)) throw error
        unread.push(entry.name)
        reasons.add(error.message)
      }
    return unread.length === 0 ? [] : [{ part: 'unread', text: unread.join('\n'), unreadable: [...reasons].join('；') }]
  },
}

import { readArchived } from '#shared/content-check/archive/archived-file'
import type { Extractor } from '#shared/content-check/extractor'
import { isZip, openZip } from '#shared/content-check/zip-reader'

/** Zip files: each member is read as a file of its own. */
export const extractor: Extractor = {
  name: 'zip',
  version: 2,
  extensions: ['zip'],
  sniff: (bytes) => (isZip(bytes) ? 0.6 : 0),
  async extract(bytes, context) {
    const files = openZip(bytes).filter(({ isFolder }) => !isFolder)
    return readArchived(
      files.map(({ name, read }) => ({ name, read: () => read(context.budget) })),
      context,
    )
  },
}

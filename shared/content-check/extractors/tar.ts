import { readArchived } from '#shared/content-check/archive/archived-file'
import { isTar, tarFiles } from '#shared/content-check/archive/tar-reader'
import type { Extractor } from '#shared/content-check/extractor'

export const extractor: Extractor = {
  name: 'tar',
  version: 1,
  extensions: ['tar'],
  sniff: (bytes) => (isTar(bytes) ? 0.9 : 0),
  extract: (bytes, context) => readArchived(tarFiles(bytes), context),
}

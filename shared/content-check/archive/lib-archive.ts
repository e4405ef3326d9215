import { ArchiveReader, libarchiveWasm } from 'libarchive-wasm'
import type { ExtractBudget } from '#shared/content-check/limits'
import { damaged, passwordProtected, tooLarge } from '#shared/content-check/unreadable'
import type { ArchivedFile } from './archived-file'

const chunk = 1 << 18

// Where an archive ends with a zip file stored in it, libarchive would take the whole for that zip file: zeros hide its end.
const padding = 1 << 16

const isAboutPassword = (message: string | null) => /passphrase|encrypt|password/i.test(message ?? '')

/** Files of an archive that libarchive reads: 7z, RAR 4 and 5. Each has to be read before the next is asked for. */
export async function* libArchiveFiles(
  bytes: Uint8Array,
  budget: ExtractBudget,
  nameAt: (index: number) => string | undefined = () => undefined,
): AsyncGenerator<ArchivedFile> {
  const library = await libarchiveWasm()
  const padded = new Int8Array(bytes.length + padding)
  padded.set(bytes)
  const reader = new ArchiveReader(library, padded)
  const error = () => library.error_string(reader.archive)
  try {
    if (reader.archive === 0) throw damaged()
    for (let index = 0, entry = reader.nextEntryPointer(); entry !== 0; index++, entry = reader.nextEntryPointer())
      if (reader.getEntryFiletype(entry) !== 'Directory') {
        const isProtected = reader.isEntryEncrypted(entry)
        yield {
          name: nameAt(index) ?? reader.getEntryPathname(entry) ?? `${index + 1}`,
          read: () => {
            if (isProtected) throw passwordProtected()
            return content(reader, bytes.length, budget)
          },
        }
      }
    if (isAboutPassword(error()) || reader.hasEncryptedData()) throw passwordProtected()
    if (error()) throw damaged()
  } finally {
    reader.free()
  }
}

/** Read in pieces, since the size that an entry declares may be a lie. */
function content(reader: ArchiveReader, packedBytes: number, budget: ExtractBudget): Uint8Array {
  const pieces: Uint8Array[] = []
  const most = budget.unpackable(packedBytes)
  const { libarchive: library, archive } = reader
  const place = library.module._malloc(chunk)
  let total = 0
  for (;;) {
    const count = library.read_data(archive, place, chunk)
    if (count < 0) throw isAboutPassword(library.error_string(archive)) ? passwordProtected() : damaged()
    if (count === 0) break
    total += count
    if (total > most) throw tooLarge('解压后异常膨胀，疑似压缩炸弹')
    pieces.push(Uint8Array.from(library.module.HEAP8.subarray(place, place + count)))
  }
  library.module._free(place)
  budget.spendUnpacked(total)
  return Buffer.concat(pieces)
}

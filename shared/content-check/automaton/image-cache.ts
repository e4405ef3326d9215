import { closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { loadedImage, savedImage, type PhraseImage } from './image'

/**
 * The image kept in `folder` under `key`, or the one `build` makes, which is then kept. A file that is missing, cut
 * short or changed is made anew; a folder that cannot be written to costs only time.
 */
export function cachedImage(folder: string, key: string, build: () => PhraseImage): PhraseImage {
  const file = path.join(folder, `${key}.phrases`)
  const known = read(file)
  if (known) return known
  const image = build()
  keep(file, image)
  return image
}

function read(file: string): PhraseImage | undefined {
  try {
    const handle = openSync(file, 'r')
    try {
      const buffer = new SharedArrayBuffer(fstatSync(handle).size)
      const bytes = new Uint8Array(buffer)
      for (let at = 0; at < bytes.length;) {
        const count = readSync(handle, bytes, at, bytes.length - at, at)
        if (count === 0) return undefined
        at += count
      }
      return loadedImage(buffer)
    } finally {
      closeSync(handle)
    }
  } catch {
    return undefined
  }
}

/** Written beside and renamed, so that nobody reads half of it. */
function keep(file: string, image: PhraseImage): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true })
    const beside = `${file}.${process.pid}`
    writeFileSync(beside, savedImage(image))
    renameSync(beside, file)
  } catch {
    // The next start builds it again.
  }
}

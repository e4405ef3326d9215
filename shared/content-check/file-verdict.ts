import { checkParts, type CheckOptions } from './check-text'
import type { ExtractedFile } from './extract-file'
import type { Hit, TextPart } from './hit'
import { surroundings } from './masked-text'
import { nationalPack } from './packs'

/** A hit with its masked surroundings, since whoever reads the verdict does not have the text. */
export interface FileHit extends Hit {
  readonly before: string
  readonly after: string
}

/** What came of one file. It is clean only when `hits` is empty and `unreadable` is not there. */
export interface FileVerdict {
  /** As it was named to the checker; `outer.zip!inner` for what is packed inside. */
  readonly file: string
  readonly hits: readonly FileHit[]
  /** Why all or some of it could not be read: a person has to look. */
  readonly unreadable?: string
  /** Facts about the file that are no hits: macros, an extension that does not fit. */
  readonly notes?: readonly string[]
  /** Name and version of the extractor, as `docx@1`. */
  readonly extractor?: string
  readonly packVersion: string
  /** What was read, with the length of each part in UTF-16 units. */
  readonly coverage: readonly { readonly part: string; readonly units: number }[]
}

/** Judges what was extracted; the name of the file is a part of its own. */
export function judgeFile(extracted: ExtractedFile, options: CheckOptions): FileVerdict {
  const { file, parts, extractor } = extracted
  const named = [nameOf(file), ...parts]
  const texts = new Map(named.map(({ part, text }) => [part, text]))
  const hits = checkParts(named, options).map((hit) => withSurroundings(hit, texts.get(hit.part) ?? ''))
  const reasons = [extracted.unreadable, ...parts.map(({ unreadable }) => unreadable)].filter(
    (reason) => reason !== undefined,
  )
  const notes = [...new Set(parts.map(({ note }) => note).filter((note) => note !== undefined))]
  return {
    file,
    hits,
    ...(notes.length > 0 && { notes }),
    ...(reasons.length > 0 && { unreadable: joined(reasons) }),
    ...(extractor !== undefined && { extractor }),
    packVersion: (options.pack ?? nationalPack).version,
    coverage: parts.map(({ part, text }) => ({ part, units: text.length })),
  }
}

/** The verdict on a file whose reading had to be given up. */
export const unreadVerdict = (file: string, unreadable: string, { pack = nationalPack }: CheckOptions): FileVerdict =>
  judgeFile({ file, parts: [], unreadable }, { pack })

function withSurroundings(hit: Hit, text: string): FileHit {
  const [before, after] = surroundings(hit, text)
  return { ...hit, before, after }
}

/** Folder and file names, each on its own line and without extension, so that one that is just a level stands alone. */
function nameOf(file: string): TextPart {
  const inner = file.split('!').at(-1) ?? file
  const names = file.includes('!') ? inner.split('/') : [inner.split(/[\\/]/).at(-1) ?? inner]
  return { part: 'file name', text: names.map((name) => name.replace(/\.[^.]+$/, '')).join('\n') }
}

const shownReasons = 5

function joined(reasons: readonly string[]): string {
  const different = [...new Set(reasons)]
  const more = different.length > shownReasons ? `；等共 ${different.length} 处` : ''
  return different.slice(0, shownReasons).join('；') + more
}

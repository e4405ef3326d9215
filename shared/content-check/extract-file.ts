import { isAppError } from '#shared/contract/app-error'
import type { ExtractedPart, Extractor } from './extractor'
import { ExtractBudget, type ExtractLimits } from './limits'
import { readableExtensions } from './readable-extensions'
import { damaged, unknownFormat } from './unreadable'

/** What was read of one file; `unreadable` says why it was not read at all. */
export interface ExtractedFile {
  readonly file: string
  readonly extractor?: string
  readonly parts: readonly ExtractedPart[]
  readonly unreadable?: string
}

const modules = import.meta.glob<Extractor>('./extractors/*.ts', { eager: true, import: 'extractor' })
const extractors = Object.values(modules)

/** Extensions of the registered extractors. */
export const extractorExtensions = (): readonly string[] =>
  [...new Set(extractors.flatMap(({ extensions }) => extensions))].sort()

const extensionOf = (name: string) => /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''

function extractorFor(name: string, bytes: Uint8Array): Extractor | undefined {
  const extension = extensionOf(name)
  const ranked = extractors
    .map((extractor) => ({ extractor, certainty: extractor.sniff(bytes) }))
    .filter(({ certainty }) => certainty > 0)
    .map(({ extractor, certainty }) => ({
      extractor,
      rank: certainty + (extractor.extensions.includes(extension) ? 0.3 : 0),
    }))
    .sort((a, b) => b.rank - a.rank)
  return ranked[0]?.extractor
}

class Extraction {
  readonly files: ExtractedFile[] = []
  private readonly budget: ExtractBudget
  constructor(limits: ExtractLimits) {
    this.budget = new ExtractBudget(limits)
  }

  async add(file: string, bytes: Uint8Array, depth: number): Promise<void> {
    const place = this.files.push({ file, parts: [] }) - 1
    this.files[place] = await this.read(file, bytes, depth).catch((error: unknown) => ({
      file,
      parts: [],
      unreadable: reasonOf(error),
    }))
  }

  private async read(file: string, bytes: Uint8Array, depth: number): Promise<ExtractedFile> {
    this.budget.assertDepth(depth)
    this.budget.assertFileSize(bytes.length)
    const extractor = extractorFor(file, bytes)
    if (!extractor) return unrecognised(file, bytes)
    const member = (name: string, inner: Uint8Array) => this.add(`${file}!${name}`, inner, depth + 1)
    const parts = await extractor.extract(bytes, { budget: this.budget, file, member })
    for (const { text } of parts) this.budget.spendText(text.length)
    return {
      file,
      extractor: `${extractor.name}@${extractor.version}`,
      parts: [...parts, ...misnamed(file, extractor)],
    }
  }
}

/** A file may be called what it is not so that it passes, or so that it opens in the wrong program. */
function misnamed(file: string, { name, extensions }: Extractor): ExtractedPart[] {
  const extension = extensionOf(file)
  if (extensions.includes(extension) || !readableExtensions.includes(extension)) return []
  return [{ part: 'file type', text: '', note: `扩展名 .${extension} 与内容（${name}）不符` }]
}

/** An empty text is clean; an empty file of another kind has lost what it held. */
function unrecognised(file: string, bytes: Uint8Array): ExtractedFile {
  if (bytes.length > 0) throw unknownFormat()
  if (['txt', 'csv', 'md', ''].includes(extensionOf(file))) return { file, parts: [] }
  throw damaged()
}

const reasonOf = (error: unknown) => (isAppError(error) ? error : damaged()).message

/** Reads a file and everything packed in it: the file itself first, then `outer!inner` in the order met. Never rejects. */
export async function extractFile(
  file: string,
  bytes: Uint8Array,
  limits: ExtractLimits,
): Promise<readonly ExtractedFile[]> {
  const extraction = new Extraction(limits)
  await extraction.add(file, bytes, 0)
  return extraction.files
}

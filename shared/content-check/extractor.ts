import type { TextPart } from './hit'
import type { ExtractBudget } from './limits'

/** A stretch of a document that was read, or (with `unreadable`) that could not be. */
export interface ExtractedPart extends TextPart {
  readonly unreadable?: string
  /** What whoever reads the verdict should know of it, as that a file has macros. */
  readonly note?: string
}

export interface ExtractContext {
  readonly budget: ExtractBudget
  /** Name of the file that is read. */
  readonly file: string
  /** Reads a file packed inside this one; it gets its own verdict, named `outer!name`. */
  member(name: string, bytes: Uint8Array): Promise<void>
}

/** Reads the text of one format, wherever in the file it hides. One file each in extractors/, exported as `extractor`. */
export interface Extractor {
  readonly name: string
  readonly version: number
  readonly extensions: readonly string[]
  /** How surely the bytes are of this format: 0 not at all … 1 certainly. */
  sniff(bytes: Uint8Array): number
  /** Throws `Unreadable`; any other error means that the file is damaged. */
  extract(bytes: Uint8Array, context: ExtractContext): Promise<ExtractedPart[]>
}

/** Leaves out parts that hold nothing. */
export const withText = (parts: readonly ExtractedPart[]) =>
  parts.filter(({ text, unreadable, note }) => text.trim() !== '' || (unreadable ?? note) !== undefined)

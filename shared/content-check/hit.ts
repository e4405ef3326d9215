import type { HitSeverity } from '#shared/contract/hit'

/** One named stretch of a document: `body`, `header1`, `sheet:名称`, `page 3`, … */
export interface TextPart {
  readonly part: string
  readonly text: string
}

/** What a rule found, as it stands in the text: unmasked, so it must be masked before it is stored or shown. */
export interface Hit {
  readonly rule: string
  readonly severity: HitSeverity
  readonly category: string
  /** UTF-16 units of the part's original text; `text` is exactly that stretch. */
  readonly start: number
  readonly end: number
  readonly text: string
  readonly part: string
  /** What should stand there instead, where the rule knows it. */
  readonly replacement?: string
}

/** What is known of the place the text stands in. */
export interface CheckContext {
  /** Name of the column 栏目; in one about secrecy education a mark is quoted, not leaked. */
  readonly column?: string
  /** Day of the text, as 2026-05-01: rules and posts are judged as of that day. */
  readonly date?: string
}

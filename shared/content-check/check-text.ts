import { bulkHits } from './bulk'
import { compilePack } from './compiled-pack'
import type { CheckContext, Hit, TextPart } from './hit'
import { matchPart } from './match'
import { nationalPack } from './packs'
import type { RulePack } from './rule'

export interface CheckOptions {
  /** Default: the national pack. */
  readonly pack?: RulePack
  readonly context?: CheckContext
}

/**
 * Hits of a text, by position. Pure and synchronous; offsets are UTF-16 units of `text`.
 * Throws `invalid` when the pack is malformed.
 */
export function checkText(text: string, options: CheckOptions & { readonly part?: string } = {}): Hit[] {
  return checkParts([{ part: options.part ?? 'body', text }], options)
}

/** Hits of a document of several parts; what counts as bulk is counted over all of them. */
export function checkParts(
  parts: readonly TextPart[],
  { pack = nationalPack, context = {} }: CheckOptions = {},
): Hit[] {
  const compiled = compilePack(pack)
  const hits = parts.flatMap((part) => matchPart(compiled, part, context))
  return [...bulkHits(pack.rules, hits), ...hits]
}

import type { SealedDocument } from '#shared/contract/sealed-document'
import type { Fault } from './verify-document'

/** What links a document to the one before it. */
export const chainPart = '签发链'

/** Whether a document names the other as the one before it; empty when it does. Both have to verify by themselves. */
export function chainFaults(previous: SealedDocument, document: SealedDocument): readonly Fault[] {
  const link = document.manifest.previous
  if (link?.seal === previous.seal) return []
  const named = link ? `${link.day}（封印 ${link.seal.slice(0, 16)}…）` : '无'
  return [
    { part: chainPart, message: `记载的上一份为${named}，与所给的上一份（封印 ${previous.seal.slice(0, 16)}…）不符` },
  ]
}

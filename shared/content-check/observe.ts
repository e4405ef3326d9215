import type { ObservedHit } from '#shared/contract/hit'
import { checkText } from './check-text'
import { observedHit } from './masked-text'

/** Hits of one text part in the form that is stored and shown: the same on the workstation and on the platform. */
export const observeHits = (part: string, text: string): readonly ObservedHit[] =>
  checkText(text, { part }).map((hit) => observedHit(hit, text))

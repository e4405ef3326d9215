import { foldText } from './fold/folded-text'

/** A phrase as texts are folded. Not to be called while a folded text is in use: there is one at a time. */
export function foldedPhrase(phrase: string): string {
  const { units, length } = foldText(phrase)
  return String.fromCharCode(...units.subarray(0, length))
}

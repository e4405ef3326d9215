/** Stands between fields, so that a phrase never runs from one into the next. */
const fieldEnd = ' fieldend '

const han = /\p{Script=Han}/gu

/** A text as the full-text index wants it: each Han character a word of its own, letters and digits as they come. */
export const spaced = (text: string): string => text.normalize('NFKC').toLowerCase().replace(han, ' $& ')

export const spacedFields = (fields: readonly (string | null)[]): string =>
  fields
    .filter((field) => field !== null)
    .map(spaced)
    .join(fieldEnd)

const lettersAtEnd = /[\p{L}\p{N}]$/u
const hanAtEnd = /\p{Script=Han}$/u
const anyWord = /[\p{L}\p{N}]/u

/** One phrase per word that was typed; unfinished letters and digits match what begins with them. */
export function phrases(typed: string): string[] {
  return typed
    .split(/\s+/)
    .filter((word) => anyWord.test(word))
    .map((word) => {
      const isUnfinished = lettersAtEnd.test(word) && !hanAtEnd.test(word)
      return `"${spaced(word).replaceAll('"', ' ').trim()}"${isUnfinished ? '*' : ''}`
    })
}

import groups from './fold/look-alike-characters.json'

/** Character → those that look like it at a glance. */
const looks = new Map<string, string[]>()
for (const group of groups)
  for (const character of group)
    looks.set(
      character,
      [...group].filter((one) => one !== character),
    )

const mostForms = 64

/** A word with characters replaced by ones that look like them. Empty for words of one character. */
export function lookAlikesOf(word: string): string[] {
  if (word.length < 2) return []
  let forms = ['']
  for (const character of word) {
    const ways = [character, ...(looks.get(character) ?? [])]
    forms = forms.flatMap((form) => ways.map((one) => form + one)).slice(0, mostForms)
  }
  return forms.filter((form) => form !== word)
}

import groups from './fold/look-alike-characters.json'

/** Character → those that look like it at a glance. */
const looks = new Map<string, string[]>()
for (const group of groups)
  for (const character of group)
    looks.set(
      character,
      [...group].filter((one) => one !== character),
    )

/** A word with one of its characters replaced by one that looks like it. Empty for words of one character. */
export function lookAlikesOf(word: string): string[] {
  const characters = [...word]
  if (characters.length < 2) return []
  return characters.flatMap((character, at) =>
    (looks.get(character) ?? []).map((other) => characters.with(at, other).join('')),
  )
}

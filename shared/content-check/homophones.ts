import syllables from './fold/syllables.json'

const bySyllable = new Map<string, string>(Object.entries(syllables))
const readings = new Map<string, string[]>()
for (const [syllable, characters] of bySyllable)
  for (const character of characters) readings.set(character, [...(readings.get(character) ?? []), syllable])

/** Characters of GB 2312 that may be read like this one, tones apart; without itself. */
export function homophones(character: string): string[] {
  const same = (readings.get(character) ?? []).flatMap((syllable) => [...(bySyllable.get(syllable) ?? '')])
  return [...new Set(same)].filter((other) => other !== character)
}

/** Whether two names of the same length sound alike and are not written alike. */
export function soundsLike(one: string, other: string): boolean {
  if (one.length !== other.length || one === other) return false
  return [...one].every((character, at) => {
    const beside = other.charAt(at)
    return character === beside || homophones(character).includes(beside)
  })
}

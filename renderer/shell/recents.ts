import { isTexts, usePreference } from '#renderer/preferences.ts'

const recents = usePreference<string[]>('recents', [], isTexts)
const kept = 8

/** What was opened last from the palette, newest first, as `title\tpath`. */
export const recentEntries = (): { title: string; path: string }[] =>
  recents.value.flatMap((entry) => {
    const [title, path] = entry.split('\t')
    return title && path ? [{ title, path }] : []
  })

export function rememberEntry(title: string, path: string): void {
  const entry = `${title}\t${path}`
  recents.value = [entry, ...recents.value.filter((other) => other !== entry)].slice(0, kept)
}

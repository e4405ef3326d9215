/** Texts of one folder, by key, nested. */
export interface Texts {
  readonly [key: string]: string | Texts
}

/** Message files by path (`./views/sites/messages/en.json`) as messages by language, each file under its folder's name. */
export function messagesFrom(files: Readonly<Record<string, Texts>>): Record<string, Record<string, Texts>> {
  const messages: Record<string, Record<string, Texts>> = {}
  for (const [path, texts] of Object.entries(files)) {
    const [, area, language] = /([^/]+)\/messages\/([^/]+)\.json$/.exec(path) ?? []
    if (area && language) (messages[language] ??= {})[area] = texts
  }
  return messages
}

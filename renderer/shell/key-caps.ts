const caps: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Mod: 'Ctrl',
}
const cap = (key: string) => caps[key] ?? (/^[a-z]$/.test(key) ? key.toUpperCase() : key)

/** A shortcut's keys as they are written on key caps, alternatives after one another. */
export const keyCaps = (keys: string): string[] =>
  keys.split(' | ').map((alternative) =>
    alternative
      .split(' ')
      .map((stroke) => stroke.split('+').map(cap).join(' '))
      .join(' → '),
  )

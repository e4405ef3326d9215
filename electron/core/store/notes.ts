import type { Store } from './store'

/** Small facts about this database, each under a name. */
export function readNote<T>(store: Store, name: string): T | null {
  const row = store.get<{ value: string }>('SELECT value FROM note WHERE name = ?', name)
  return row ? (JSON.parse(row.value) as T) : null
}

export function writeNote(store: Store, name: string, value: unknown): void {
  store.run(
    'INSERT INTO note (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    name,
    JSON.stringify(value),
  )
}

export function dropNote(store: Store, name: string): void {
  store.run('DELETE FROM note WHERE name = ?', name)
}

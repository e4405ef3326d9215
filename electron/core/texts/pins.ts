import type { Store } from '#core/store/store'

/** What an operator has pinned: an article, or a site with all its articles. */
export interface Pin {
  readonly kind: 'article' | 'site'
  readonly id: string
}

export const isPinned = (store: Store, { kind, id }: Pin): boolean =>
  store.get('SELECT 1 AS yes FROM pin WHERE kind = ? AND id = ?', kind, id) !== undefined

export function setPinned(store: Store, { kind, id }: Pin, pinned: boolean, at: string): void {
  if (pinned) store.run('INSERT INTO pin (kind, id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING', kind, id, at)
  else store.run('DELETE FROM pin WHERE kind = ? AND id = ?', kind, id)
}

export const countPins = (store: Store): number =>
  store.get<{ count: number }>('SELECT count(*) AS count FROM pin')?.count ?? 0

import type { EntityKind } from '#shared/contract/entity'

export type SqlValue = string | number | null

/** One operator's encrypted database. Calls are synchronous: core has its own process, so no window waits for them. */
export interface Store {
  readonly file: string
  run(sql: string, ...values: SqlValue[]): { readonly changes: number }
  get<T extends object>(sql: string, ...values: SqlValue[]): T | undefined
  all<T extends object>(sql: string, ...values: SqlValue[]): T[]
  /** Several statements without values. */
  exec(sql: string): void
  /** All of `work` or nothing of it; inside another transaction it is part of that one. */
  transaction<T>(work: () => T): T
  /** A transaction that a power cut may take back, because all it holds can be fetched again: it doesn't wait for the disk. */
  refetchable<T>(work: () => T): T
  /** Says that rows of the kind changed; listeners hear of it once the transaction is durable. */
  noteChange(kind: EntityKind): void
  onChange(listener: (kinds: ReadonlySet<EntityKind>) => void): () => void
  /** Counts up whenever rows of the kind change: what was computed at the same count is still true. */
  revisionOf(kind: EntityKind): number
  close(): void
}

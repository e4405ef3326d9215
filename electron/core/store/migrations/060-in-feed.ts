import type { Migration } from '#core/store/migrate'

export const migration: Migration = {
  number: 60,
  sql: `
    -- 1: the audit entry has come, so the platform applied it; a row of it may be further on in the feed.
    ALTER TABLE command ADD COLUMN in_feed INTEGER NOT NULL DEFAULT 0;`,
}

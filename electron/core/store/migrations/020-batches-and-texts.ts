import type { Migration } from '#core/store/migrate'

export const migration: Migration = {
  number: 20,
  sql: `
    CREATE TABLE batch (
      id TEXT PRIMARY KEY,
      type TEXT NOT NULL,
      started_at TEXT NOT NULL,
      cancelled INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID;

    CREATE TABLE batch_item (
      batch_id TEXT NOT NULL,
      position INTEGER NOT NULL,
      args TEXT NOT NULL,
      subject TEXT NOT NULL,
      label TEXT NOT NULL,
      state TEXT NOT NULL,
      command_id TEXT,
      message TEXT,
      PRIMARY KEY (batch_id, position)
    ) WITHOUT ROWID;

    CREATE TABLE article_text (article_id TEXT PRIMARY KEY, hash TEXT NOT NULL, value TEXT NOT NULL) WITHOUT ROWID;`,
}

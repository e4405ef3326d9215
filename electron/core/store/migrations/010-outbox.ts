import type { Migration } from '#core/store/migrate'

/**
 * `command.seq` is the order in which things were done here. `n` is given when a command is first sent and never
 * changes afterwards, so that the platform recognises what it has already judged. `touch` says which rows a command
 * reads and writes; `base_row` keeps the platform's truth of rows that pending commands have changed.
 */
export const migration: Migration = {
  number: 10,
  sql: `
    CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

    CREATE TABLE command (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      n INTEGER UNIQUE,
      author TEXT NOT NULL,
      type TEXT NOT NULL,
      args TEXT NOT NULL,
      base TEXT NOT NULL,
      made_at TEXT NOT NULL,
      state TEXT NOT NULL,
      subjects TEXT NOT NULL,
      mine TEXT NOT NULL,
      site_id TEXT,
      batch_id TEXT,
      undo TEXT,
      undone_by TEXT,
      message TEXT,
      refusal TEXT,
      acknowledged_at TEXT
    );
    CREATE INDEX command_state ON command (state, seq) WHERE state <> 'done';
    CREATE INDEX command_batch ON command (batch_id) WHERE batch_id IS NOT NULL;

    CREATE TABLE touch (
      command_seq INTEGER NOT NULL,
      kind TEXT NOT NULL,
      field TEXT NOT NULL,
      value TEXT NOT NULL,
      writes INTEGER NOT NULL,
      PRIMARY KEY (command_seq, kind, field, value)
    ) WITHOUT ROWID;
    CREATE INDEX touch_row ON touch (kind, field, value);

    CREATE TABLE base_row (
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      version INTEGER,
      generation INTEGER,
      body TEXT,
      PRIMARY KEY (kind, id)
    ) WITHOUT ROWID;

    CREATE TABLE staged_change (seq INTEGER PRIMARY KEY, change TEXT NOT NULL);`,
}

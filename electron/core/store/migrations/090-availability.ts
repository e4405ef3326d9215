import type { Migration } from '#core/store/migrate'

export const migration: Migration = {
  number: 90,
  sql: `
    -- Answers of the platform about sites, and when each was given.
    CREATE TABLE site_availability (site_id TEXT PRIMARY KEY, at TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
    -- The week of every site, of one answer.
    CREATE TABLE week_share (
      site_id TEXT PRIMARY KEY, counted INTEGER NOT NULL, failed INTEGER NOT NULL, verdict TEXT NOT NULL
    ) WITHOUT ROWID;`,
}

import type { Migration } from '#core/store/migrate'

/**
 * A text is kept once, however many articles carry it. `wanted_text` is what the operator's rule names, most important
 * first; `round` marks the last time the rule was gone through. A read time says that somebody opened the text here.
 */
export const migration: Migration = {
  number: 30,
  sql: `
    CREATE TABLE kept_text (hash TEXT PRIMARY KEY, bytes INTEGER NOT NULL, body TEXT NOT NULL);
    CREATE INDEX kept_text_bytes ON kept_text (bytes);

    CREATE TABLE text_of (article_id TEXT PRIMARY KEY, hash TEXT NOT NULL, read_at TEXT) WITHOUT ROWID;
    CREATE INDEX text_of_hash ON text_of (hash);

    CREATE TABLE wanted_text (
      article_id TEXT PRIMARY KEY,
      hash TEXT NOT NULL,
      part TEXT NOT NULL,
      rank INTEGER NOT NULL,
      round INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX wanted_text_rank ON wanted_text (rank);

    CREATE TABLE pin (kind TEXT NOT NULL, id TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;

    INSERT INTO kept_text (hash, bytes, body)
      SELECT hash, length(CAST(value ->> '$.body' AS BLOB)), value ->> '$.body' FROM article_text WHERE true
      ON CONFLICT DO NOTHING;
    INSERT INTO text_of (article_id, hash, read_at) SELECT article_id, hash, '2000-01-01' FROM article_text;
    DROP TABLE article_text;`,
}

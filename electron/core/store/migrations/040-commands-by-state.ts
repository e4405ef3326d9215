import type { Migration } from '#core/store/migrate'

/** The index that left out what is done was never used: SQLite doesn't see that `state = 'waiting'` implies it. */
export const migration: Migration = {
  number: 40,
  sql: `
    DROP INDEX command_state;
    CREATE INDEX command_state ON command (state, seq);
    CREATE INDEX command_turn ON command (n IS NULL, n, seq) WHERE state = 'waiting';`,
}

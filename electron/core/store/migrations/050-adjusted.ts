import type { Migration } from '#core/store/migrate'

export const migration: Migration = {
  number: 50,
  sql: `
    -- What the platform made otherwise than it was asked for, until the operator has noted it.
    ALTER TABLE command ADD COLUMN adjusted TEXT;
    CREATE INDEX command_adjusted ON command (seq) WHERE adjusted IS NOT NULL;`,
}

/**
 * A session takes change numbers by the hundred: they only have to rise within a transaction, which is what the feed is
 * ordered by first, and so writers need not queue for the sequence.
 */
export const up = `
alter sequence change_seq cache 100;
`

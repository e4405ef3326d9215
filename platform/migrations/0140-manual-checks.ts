/** What people answered to the manual list of a day. */
export const up = `
alter table inspection_day add column checks jsonb not null default '[]';
`

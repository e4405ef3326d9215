/** Availability: rounds of probes in the queue, and what they said, three bytes each, a row for each site and day. */
export const up = `
alter table job add column plan_id uuid;

create table probe_day (
  site_id uuid not null,
  day date not null,
  samples bytea not null,
  primary key (site_id, day)
);
`

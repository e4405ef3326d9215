/** What the workers of a run tell each other about links that many sites carry, and the home pages that were found in order. */
export const up = `
create table link_verdict (
  run_id uuid not null,
  -- SM3 of the address, which may be longer than an index takes.
  url_hash text not null,
  claimed_at timestamptz not null default now(),
  verdict text,
  rechecked boolean not null default false,
  visit jsonb,
  primary key (run_id, url_hash)
);
create index link_verdict_claimed on link_verdict (claimed_at);

create table home_baseline (
  site_id uuid primary key,
  seen_on date not null,
  baseline jsonb not null
);
`

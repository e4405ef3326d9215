/** Runs on the platform: when plans run, the runs themselves, and the queue of jobs that workers on any host take from. */
export const up = `
create table inspection_timetable (
  id uuid primary key,
  enabled boolean not null,
  inspector_id uuid not null,
  times jsonb not null,
  special_periods jsonb not null,
  probes_per_day integer not null,
  changed_at timestamptz(3) not null
);
call track_changes('inspection_timetable');

create table platform_run (
  id uuid primary key,
  plan_id uuid not null,
  trigger text not null,
  due_at timestamptz(3),
  inspector_id uuid not null,
  ordered_at timestamptz(3) not null,
  state text not null,
  site_ids jsonb,
  day date,
  started_at timestamptz(3),
  active_since timestamptz(3),
  active_ms integer not null,
  finished_at timestamptz(3),
  total integer not null,
  done integer not null,
  failed integer not null,
  findings integer not null,
  excluded jsonb not null,
  problem text
);
call track_changes('platform_run');
create index on platform_run (state);

alter table inspection_run add column platform_run_id uuid;

create table job (
  id uuid primary key,
  kind text not null,
  run_id uuid references platform_run,
  place integer not null,
  site_ids uuid[] not null,
  state text not null default 'waiting' check (state in ('waiting', 'leased', 'done', 'failed')),
  attempt integer not null default 0,
  tries integer not null default 0,
  not_before timestamptz(3) not null default now(),
  leased_until timestamptz(3),
  worker text,
  problem text
);
create index job_to_take on job (kind, not_before, place) where state in ('waiting', 'leased');
create index on job (run_id);
`

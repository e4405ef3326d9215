/** Inspection: plans, days, runs, findings, rectification orders and signatures. */
export const up = `
create table inspection_plan (
  id uuid primary key,
  name text not null,
  scope jsonb not null,
  depth integer not null,
  hosts jsonb not null,
  per_host jsonb not null,
  parallel_sites integer not null,
  timeout_seconds double precision not null,
  limits jsonb not null,
  witness_hosts jsonb not null,
  column_classes jsonb not null,
  indicators jsonb not null
);
call track_changes('inspection_plan');

create table inspection_day (
  id uuid primary key,
  day date not null,
  state text not null,
  inspector_ids jsonb not null,
  reviewed_by uuid,
  reviewed_at timestamptz(3),
  remark text not null,
  sign_off_id uuid
);
call track_changes('inspection_day');
create unique index on inspection_day (day);

create table inspection_run (
  id uuid primary key,
  plan_id uuid not null,
  day date not null,
  inspector_id uuid not null,
  started_at timestamptz(3) not null,
  finished_at timestamptz(3) not null,
  sites jsonb not null
);
call track_changes('inspection_run');
create index on inspection_run (day);

create table finding (
  id uuid primary key,
  site_id uuid not null,
  run_id uuid not null,
  day date not null,
  indicator text not null,
  severity text not null,
  url text not null,
  detail text not null,
  evidence jsonb not null,
  hash text not null,
  state text not null,
  disposition jsonb,
  order_id uuid
);
call track_changes('finding');
create index on finding (day);
create index on finding (order_id);
create index on finding (site_id);

create table rectification_order (
  id uuid primary key,
  site_id uuid not null,
  unit_id uuid not null,
  day date not null,
  finding_ids jsonb not null,
  requirement text not null,
  due_on date not null,
  state text not null,
  issued_by uuid not null,
  issued_at timestamptz(3) not null,
  notes jsonb not null,
  closed_at timestamptz(3)
);
call track_changes('rectification_order');
create index on rectification_order (day);
create index on rectification_order (site_id);

create table sign_off (
  id uuid primary key,
  day date not null,
  previous_id uuid,
  corrects_id uuid,
  signer_id uuid not null,
  signed_at timestamptz(3) not null,
  seal text not null,
  document jsonb not null
);
call track_changes('sign_off');
create unique index on sign_off (previous_id) nulls not distinct;

create table signing_key (
  id uuid primary key,
  operator_id uuid not null,
  public_key text not null,
  registered_at timestamptz(3) not null,
  revoked_at timestamptz(3)
);
call track_changes('signing_key');
create index on signing_key (operator_id);
`

/** Operators, units, regions, sites and their columns. `"column"` has to be quoted in SQL. */
export const up = `
create table operator (
  id uuid primary key,
  login text not null,
  name text not null,
  unit_id uuid not null,
  assignments jsonb not null
);
call track_changes('operator');
create unique index on operator (lower(login));

create table unit (
  id uuid primary key,
  name text not null,
  region_code text not null,
  level text not null
);
call track_changes('unit');

create table region (
  id uuid primary key,
  code text not null,
  name text not null,
  level text not null,
  parent_code text
);
call track_changes('region');
create unique index on region (code);

create table site (
  id uuid primary key,
  name text not null,
  responsible text not null,
  keeper text not null,
  phone text not null,
  icp text,
  police_filing text,
  code text not null,
  domain text not null,
  url text not null,
  level text not null,
  type text not null,
  unit_id uuid not null,
  region_code text not null,
  state text not null,
  launched_on date not null,
  security_grade integer,
  offline_until date
);
call track_changes('site');
create unique index on site (domain);
create index on site (region_code text_pattern_ops);

create table "column" (
  id uuid primary key,
  site_id uuid not null,
  parent_id uuid,
  name text not null,
  path text not null,
  type text not null,
  owner text not null,
  update_cycle_days integer,
  last_updated_on date,
  article_count integer not null,
  secrecy_review boolean not null,
  state text not null,
  changed_at timestamptz(3) not null
);
call track_changes('"column"');
create index on "column" (site_id, path);

create table site_request (
  id uuid primary key,
  site_id uuid not null,
  action text not null,
  reason text not null,
  "from" date not null,
  "to" date not null,
  state text not null,
  submitted_by uuid not null,
  submitted_at timestamptz(3) not null,
  steps jsonb not null
);
call track_changes('site_request');
create index on site_request (site_id);
`

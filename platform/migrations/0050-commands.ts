/** Commands and what became of them, by device; one audit entry for each that was applied. */
export const up = `
create table audit_entry (
  id uuid primary key,
  site_id uuid,
  operator_id uuid not null,
  type text not null,
  at timestamptz(3) not null,
  made_at timestamptz(3) not null,
  batch_id uuid,
  subjects jsonb not null,
  differences jsonb not null,
  reason text
);
call track_changes('audit_entry');
create index on audit_entry (site_id);

create table device (
  id uuid primary key,
  operator_id uuid not null,
  next_n integer not null default 1,
  registered_at timestamptz(3) not null default now()
);

create table command_outcome (
  device uuid not null references device,
  n integer not null,
  id uuid not null,
  type text not null,
  args jsonb,
  fingerprint text not null,
  outcome jsonb not null,
  decided_at timestamptz(3) not null,
  repeated boolean not null default false,
  primary key (device, n)
);
create unique index command_outcome_id on command_outcome (id) where not repeated;
`

/** False alarms that do not come back, and what tells that two days saw the same fault. */
export const up = `
create table exemption (
  id uuid primary key,
  scope text not null,
  site_id uuid,
  indicator text,
  subject text,
  finding_id uuid not null,
  detail text not null,
  url text not null,
  until date not null,
  reason text not null,
  granted_by uuid not null,
  granted_at timestamptz(3) not null,
  withdrawn_by uuid,
  withdrawn_at timestamptz(3),
  withdrawn_reason text
);
call track_changes('exemption');
create index on exemption (withdrawn_at);

alter table finding add column identity uuid, add column exemption_id uuid;
create index on finding (exemption_id) where exemption_id is not null;

alter table inspection_plan add column exemption_days integer not null default 365;
`

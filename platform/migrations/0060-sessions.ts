/** Passwords, sessions (tokens only as digests) and failed sign-ins. */
export const up = `
create table operator_password (
  operator_id uuid primary key references operator,
  hash text not null
);

create table session (
  id uuid primary key,
  operator_id uuid not null references operator,
  access_hash text not null,
  access_ends_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  ended boolean not null default false
);
create unique index on session (access_hash);
create index on session (ends_at);

create table refresh_token (
  hash text primary key,
  session_id uuid not null references session on delete cascade,
  used boolean not null default false
);
create index on refresh_token (session_id);

create table sign_in_failure (
  login text primary key,
  failures integer not null,
  last_at timestamptz(3) not null
);
`

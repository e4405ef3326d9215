/** Who vouches for operators' keys: the keys of root and platform, and with each key the chain of its certificates. */
export const up = `
create table authority_key (
  role text not null check (role in ('root', 'platform')),
  certificates jsonb not null,
  name text not null,
  public_key text primary key,
  private_key text not null,
  certifies_until timestamptz(3) not null
);

alter table signing_key add column certificates jsonb not null default '[]';
`

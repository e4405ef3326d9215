/**
 * What makes the change feed complete: every table of entities is put under `track_changes`, whose trigger stamps each
 * insert and update with its transaction and a rising number. Rows are never deleted, they become tombstones.
 */
export const up = `
create table platform_identity (
  only_row boolean primary key default true check (only_row),
  incarnation uuid not null,
  place text not null
);

create sequence change_seq;

create function stamp_change() returns trigger language plpgsql as $$
begin
  new.tx := pg_current_xact_id();
  new.seq := nextval('change_seq');
  if tg_op = 'UPDATE' then
    new.version := old.version + 1;
  elsif new.version is null or new.version < 1 then
    new.version := 1;
  end if;
  return new;
end $$;

create function refuse_delete() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never deleted: set deleted instead, so that the feed shows it', tg_table_name;
end $$;

create procedure track_changes(tracked regclass) language plpgsql as $$
begin
  execute format('alter table %s
    add column version integer not null,
    add column deleted boolean not null default false,
    add column tx xid8 not null,
    add column seq bigint not null', tracked);
  execute format('create index on %s (tx, seq)', tracked);
  execute format('create trigger stamp_change before insert or update on %s
    for each row execute function stamp_change()', tracked);
  execute format('create trigger refuse_delete before delete on %s
    for each row execute function refuse_delete()', tracked);
  execute format('create trigger refuse_truncate before truncate on %s
    for each statement execute function refuse_delete()', tracked);
end $$;
`

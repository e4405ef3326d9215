/**
 * Whoever changes entities tells the platforms that listen, when it commits. Only one open transaction at a time takes
 * that on: NOTIFY makes commits take turns, and those who find it taken can't be seen in the feed before that one has
 * ended (see docs/decisions/009). The procedure is the one of 0010 with this trigger added.
 */
export const up = `
create function tell_change() returns trigger language plpgsql as $$
begin
  if pg_try_advisory_xact_lock(7365814) then
    perform pg_notify('feed_changed', '');
  end if;
  return null;
end $$;

create or replace procedure track_changes(tracked regclass) language plpgsql as $$
begin
  execute format('alter table %s
    add column version integer not null,
    add column deleted boolean not null default false,
    add column tx xid8 not null,
    add column seq bigint not null', tracked);
  execute format('create index on %s (tx, seq)', tracked);
  execute format('create trigger stamp_change before insert or update on %s
    for each row execute function stamp_change()', tracked);
  execute format('create trigger tell_change after insert or update on %s
    for each statement execute function tell_change()', tracked);
  execute format('create trigger refuse_delete before delete on %s
    for each row execute function refuse_delete()', tracked);
  execute format('create trigger refuse_truncate before truncate on %s
    for each statement execute function refuse_delete()', tracked);
end $$;

do $$
declare
  tracked regclass;
begin
  for tracked in select tgrelid::regclass from pg_trigger where tgname = 'stamp_change' loop
    execute format('create trigger tell_change after insert or update on %s
      for each statement execute function tell_change()', tracked);
  end loop;
end $$;
`

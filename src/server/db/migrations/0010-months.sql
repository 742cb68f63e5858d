-- A month that was closed: no line of money is dated in it any more, and no lesson of it takes or gives back anything.
alter table studio add column closed_to date;
create function refuse_closed_month() returns trigger language plpgsql as $$
begin
  if exists (select from added n join studio s on s.id = n.studio_id where n.on_date <= s.closed_to) then
    raise exception 'the month is closed' using errcode = '23514';
  end if;
  return null;
end $$;
create trigger ledger_open_month after insert on ledger referencing new table as added for each statement execute function refuse_closed_month();
create function refuse_closed_lesson() returns trigger language plpgsql as $$
begin
  if exists (select from added n join studio s on s.id = n.studio_id join lesson l on l.studio_id = n.studio_id and l.id = n.lesson_id where l.on_date <= s.closed_to) then
    raise exception 'the month is closed' using errcode = '23514';
  end if;
  return null;
end $$;
create trigger subscription_entry_open_month after insert on subscription_entry referencing new table as added for each statement execute function refuse_closed_lesson();

-- Regular schedules without an end: a job makes their lessons some weeks ahead.
alter table series alter column until_on drop not null,
  -- Dates of the rule up to this day have been made or left out; absent where all were made at once.
  add column filled_to date,
  -- Dates of the rule without a lesson, and why.
  add column left_out jsonb,
  add check (until_on is not null or filled_to is not null);

-- A date of a rule has one lesson, whoever makes it. Asked at the end of a write, so that lessons may change places.
drop index lesson_series;
alter table lesson add constraint one_of_series exclude using btree (studio_id with =, series_id with =, series_on with =, series_min with =)
  where (series_id is not null) deferrable initially deferred;

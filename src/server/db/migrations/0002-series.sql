-- Regular schedules. A series is the rule and the pattern that its lessons were made from; each lesson remembers the date and minute it was meant for.
create table series(
  studio_id int not null references studio, id bigint not null, rev bigint not null, aud text[] not null,
  kind_id bigint not null, trainer_id bigint, room_id bigint, group_id bigint, client_ids jsonb not null default '[]', title text, note text,
  price_minor bigint not null check (price_minor >= 0), capacity smallint not null check (capacity > 0), takes_whole_room boolean not null default false,
  slots jsonb not null, from_on date not null, until_on date not null,
  primary key (studio_id, id), foreign key (studio_id, kind_id) references lesson_kind, foreign key (studio_id, trainer_id) references trainer,
  foreign key (studio_id, room_id) references room, foreign key (studio_id, group_id) references client_group);

alter table lesson add column series_id bigint, add column series_on date, add column series_min smallint check (series_min between 0 and 1439),
  -- Changed by hand: a change of the series passes it by unless told otherwise.
  add column is_changed boolean not null default false,
  add foreign key (studio_id, series_id) references series, add check ((series_id is null) = (series_on is null) and (series_id is null) = (series_min is null));
create index lesson_series on lesson(studio_id, series_id, series_on) where series_id is not null;

-- Who waits for a place in a lesson or a group. The row goes when the wait is over; the history keeps it.
create table waiting(
  studio_id int not null references studio, id bigint not null, rev bigint not null, aud text[] not null,
  lesson_id bigint, group_id bigint, client_id bigint not null, position smallint not null check (position > 0),
  -- Instants in milliseconds since 1970 UTC.
  joined_at bigint not null, offered_until bigint, has_lapsed boolean not null default false,
  primary key (studio_id, id), check (num_nonnulls(lesson_id, group_id) = 1),
  -- A lesson does not take its line away in silence: whoever removes it removes these first.
  foreign key (studio_id, lesson_id) references lesson, foreign key (studio_id, group_id) references client_group, foreign key (studio_id, client_id) references client,
  unique (studio_id, lesson_id, client_id), unique (studio_id, group_id, client_id));
create index waiting_client on waiting(studio_id, client_id);

-- Time that is no lesson: a break, a rent, a repair, a tentative hold. A row of table lesson without a kind, so that it moves and occupies like one.
alter table lesson alter column kind_id drop not null,
  add column block text check (block in ('break', 'rent', 'repair', 'hold', 'other')), add column expires_at bigint,
  add check ((kind_id is null) = (block is not null)), add check ((expires_at is not null) = (block is not distinct from 'hold')),
  add check (block is null or (trainer_id is not null or room_id is not null)), add check (block is null or (group_id is null and series_id is null));
create index lesson_expires on lesson(studio_id, expires_at) where expires_at is not null;

-- Dates on which a trainer works other hours than in the week.
alter table trainer add column day_hours jsonb;

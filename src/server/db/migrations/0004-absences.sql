-- When a trainer is away and when the studio or a room is closed. The truth is local, as of a lesson: date and minute; during is derived.
create table absence(
  studio_id int not null references studio, id bigint not null, rev bigint not null, aud text[] not null,
  trainer_id bigint not null, kind text not null check (kind in ('illness', 'vacation', 'other')),
  from_on date not null, from_min smallint not null check (from_min between 0 and 1440), to_on date not null, to_min smallint not null check (to_min between 0 and 1440),
  during tstzrange not null, note text, is_ended_early boolean not null default false, by_user_id bigint,
  primary key (studio_id, id), foreign key (studio_id, trainer_id) references trainer, check (not isempty(during)),
  -- Deferred: a new zone moves all of a trainer's absences in one statement.
  constraint one_absence exclude using gist (studio_id with =, trainer_id with =, during with &&) deferrable initially deferred);

-- Without a room: the whole studio. Without an end: until somebody says that it is over.
create table closure(
  studio_id int not null references studio, id bigint not null, rev bigint not null, aud text[] not null,
  room_id bigint, from_on date not null, from_min smallint not null check (from_min between 0 and 1440), to_on date, to_min smallint check (to_min between 0 and 1440),
  during tstzrange not null, reason text not null, under_way text check (under_way in ('held', 'half', 'returned')), is_over boolean not null default false, by_user_id bigint,
  primary key (studio_id, id), foreign key (studio_id, room_id) references room, check (not isempty(during)), check ((to_on is null) = (to_min is null)));
create index closure_during on closure using gist (studio_id, during);

-- A lesson that stood there when it was declared waits for a decision, and remembers what had hit it, so that it can be restored.
alter table lesson add column is_undecided boolean not null default false, add column absence_id bigint, add column closure_id bigint,
  add foreign key (studio_id, absence_id) references absence deferrable initially deferred, add foreign key (studio_id, closure_id) references closure deferrable initially deferred,
  add check (not is_undecided or (status = 'planned' and (absence_id is not null or closure_id is not null)));
create index lesson_absence on lesson(studio_id, absence_id) where absence_id is not null;
create index lesson_closure on lesson(studio_id, closure_id) where closure_id is not null;

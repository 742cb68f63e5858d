-- Who knows of a lesson up to which change; was_rev is what it was before the last tick. Who has to be told is read from the history.
create table telling(
  studio_id int not null references studio, id bigint not null, rev bigint not null, aud text[] not null,
  lesson_id bigint not null, client_id bigint, trainer_id bigint, told_rev bigint not null, was_rev bigint not null default 0,
  primary key (studio_id, id), foreign key (studio_id, client_id) references client, foreign key (studio_id, trainer_id) references trainer,
  check ((client_id is null) <> (trainer_id is null)));
create unique index telling_of on telling(studio_id, lesson_id, coalesce(client_id, 0), coalesce(trainer_id, 0));
-- Recent history is found by its time; the table only grows at its end.
create index audit_at on audit using brin(at);

-- Which lesson, at the end of its schedule, makes up for one that was cancelled: once. Without that lesson it may be made up for again; the row stays, for it may come back.
create table made_up(
  studio_id int not null, lesson_id bigint not null, by_id bigint not null, primary key (studio_id, lesson_id),
  foreign key (studio_id, lesson_id) references lesson on delete cascade);

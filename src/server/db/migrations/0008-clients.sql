-- Clients who come in from files, and cards that turn out to be one person's.
-- The card of which this one was a duplicate; it stays, archived, with its history.
alter table client add column merged_into_id bigint, add foreign key (studio_id, merged_into_id) references client,
  add check (merged_into_id is null or (is_archived and merged_into_id <> id));
create index client_merged on client(studio_id, merged_into_id) where merged_into_id is not null;

-- By what people are recognised: the last nine digits of a phone, however it is written; the email without its case.
create function phone_key(phone text) returns text language sql immutable as
  $$ select case when length(regexp_replace(phone, '\D', '', 'g')) >= 7 then right(regexp_replace(phone, '\D', '', 'g'), 9) end $$;
create index client_phone on client(studio_id, phone_key(phone)) where phone is not null;
create index client_email on client(studio_id, lower(email)) where email is not null;
create index client_name on client(studio_id, lower(coalesce(last_name || ' ', '') || first_name));

-- Whom a line of a file has become: the same line never adds anybody again, nor brings its money and lessons twice.
-- Written in the transaction that makes the client, who is never deleted: a key to the table that grows under an import would only be looked up row by row.
create table client_import(
  studio_id int not null references studio, key text not null, client_id bigint not null, has_opening boolean not null default false,
  primary key (studio_id, key));
create index client_import_of on client_import(studio_id, client_id);

-- What somebody said when asked whether they come; null: not asked.
alter table booking add column answer text check (answer in ('confirmed', 'noAnswer'));

-- Numbers of fiscal receipts that were given to a line of money later; the last one counts. Only ever added to: who, when and from where stays for good.
create table fiscal_number(
  studio_id int not null, id bigint generated always as identity, line_id bigint not null, number text not null check (number <> ''),
  rev bigint not null, at timestamptz not null, user_id bigint not null, source text not null,
  primary key (studio_id, id), foreign key (studio_id, line_id) references ledger);
create index fiscal_number_of on fiscal_number(studio_id, line_id, id);
create trigger fiscal_number_append_only before update or delete on fiscal_number for each row execute function refuse_change();
create trigger fiscal_number_no_truncate before truncate on fiscal_number for each statement execute function refuse_change();

-- Subscriptions, visits and money. What has been paid and taken is only ever added to: ledger for money, subscription_entry for lessons.
-- What follows from them (account, subscription_balance) is written by their triggers alone; the application's role cannot touch it.
alter table studio add column policy jsonb;
alter table lesson_kind add column pay_minor bigint check (pay_minor >= 0);
alter table lesson add column pay_minor bigint check (pay_minor >= 0);

create table subscription_type(
  studio_id int not null references studio, id bigint not null, rev bigint not null, aud text[] not null,
  name text not null, price_minor bigint not null check (price_minor >= 0), lesson_count smallint check (lesson_count > 0),
  term_days smallint check (term_days > 0), term_months smallint check (term_months > 0),
  starts text not null check (starts in ('sale', 'firstVisit', 'afterDays')), starts_after_days smallint, kind_ids jsonb not null default '[]', group_ids jsonb not null default '[]',
  persons smallint not null check (persons in (1, 2)), freeze_days smallint not null check (freeze_days >= 0), is_trial boolean not null default false, slots jsonb, is_archived boolean not null default false,
  primary key (studio_id, id), check (num_nonnulls(term_days, term_months) = 1), check ((starts = 'afterDays') = (starts_after_days is not null)));
create unique index subscription_type_name on subscription_type(studio_id, lower(name)) where not is_archived;

-- One that was sold: everything of the type is copied. start_on is empty until it starts.
create table subscription(
  studio_id int not null references studio, id bigint not null, rev bigint not null, aud text[] not null,
  client_id bigint not null, type_id bigint, name text not null, price_minor bigint not null check (price_minor >= 0), lesson_count smallint check (lesson_count > 0),
  term_days smallint check (term_days > 0), term_months smallint check (term_months > 0),
  starts text not null check (starts in ('sale', 'firstVisit', 'afterDays')), starts_after_days smallint, kind_ids jsonb not null default '[]', group_ids jsonb not null default '[]',
  persons smallint not null check (persons in (1, 2)), freeze_days smallint not null check (freeze_days >= 0), is_trial boolean not null default false, slots jsonb,
  discount_minor bigint check (discount_minor > 0), discount_reason text, other_client_ids bigint[], sold_on date not null, start_by_on date, start_on date, end_on date,
  extra_days smallint check (extra_days >= 0), freezes jsonb, closed_as text check (closed_as in ('refunded', 'transferred', 'merged')), debt_due_on date, renews_id bigint,
  primary key (studio_id, id), foreign key (studio_id, client_id) references client, foreign key (studio_id, type_id) references subscription_type,
  check (num_nonnulls(term_days, term_months) = 1), check ((start_on is null) = (end_on is null)), check (end_on >= start_on), check ((discount_minor is null) = (discount_reason is null)));
create index subscription_client on subscription(studio_id, client_id);
create index subscription_others on subscription using gin (other_client_ids) where other_client_ids is not null;
-- A trial is had once; one that was paid back was none.
create unique index one_trial on subscription(studio_id, client_id) where is_trial and closed_as is distinct from 'refunded';

-- Lessons of a subscription in halves: what it holds and what has been used, each line the difference it made. No count: as many as one likes.
create table subscription_entry(
  studio_id int not null, id bigint generated always as identity, rev bigint not null, at timestamptz not null, subscription_id bigint not null,
  what text not null check (what in ('sold', 'opening', 'taken', 'returned', 'givenBack', 'refunded', 'transferred')),
  count_halves int, used_halves int not null default 0, lesson_id bigint, client_id bigint, reason text, user_id bigint not null, operation text not null,
  primary key (studio_id, id), foreign key (studio_id, subscription_id) references subscription);
create index subscription_entry_of on subscription_entry(studio_id, subscription_id, id);
create table subscription_balance(
  studio_id int not null, subscription_id bigint not null, count_halves int, used_halves int not null,
  primary key (studio_id, subscription_id),
  constraint lessons_left check (used_halves >= 0 and (count_halves is null or (count_halves >= 0 and used_halves <= count_halves))));

-- One line moves an amount from one account to another, so that all accounts together are always zero. A client's balance is what went out of the
-- account less what came in: paying moves money from the client to the till, buying moves it back from prepaid.
create table ledger(
  studio_id int not null, id bigint generated always as identity, rev bigint not null, at timestamptz not null, on_date date not null,
  from_account text not null check (from_account in ('client', 'till', 'card', 'bank', 'safe', 'prepaid', 'income', 'expense', 'opening')), from_id bigint not null default 0,
  to_account text not null check (to_account in ('client', 'till', 'card', 'bank', 'safe', 'prepaid', 'income', 'expense', 'opening')), to_id bigint not null default 0,
  amount_minor bigint not null check (amount_minor > 0),
  what text not null check (what in ('payment', 'sale', 'charge', 'goods', 'visit', 'visitBack', 'lapsed', 'refund', 'payout', 'reversal', 'opening', 'float', 'expense', 'cashOut', 'shortage', 'surplus', 'merged')),
  note text, client_id bigint, payer_id bigint, subscription_id bigint, lesson_id bigint, shift_id bigint, reverses_id bigint, fiscal_number text, user_id bigint not null, operation text not null,
  primary key (studio_id, id), foreign key (studio_id, client_id) references client, foreign key (studio_id, payer_id) references client, foreign key (studio_id, subscription_id) references subscription,
  foreign key (studio_id, reverses_id) references ledger,
  check ((from_account, from_id) <> (to_account, to_id)), check ((from_account = 'client') = (from_id <> 0)), check ((to_account = 'client') = (to_id <> 0)),
  check ((what = 'reversal') = (reverses_id is not null)));
create index ledger_client on ledger(studio_id, client_id, id) where client_id is not null;
create index ledger_shift on ledger(studio_id, shift_id) where shift_id is not null;
create index ledger_subscription on ledger(studio_id, subscription_id) where subscription_id is not null;
-- A line is taken back once.
create unique index reversed_once on ledger(studio_id, reverses_id) where reverses_id is not null;
create table account(
  studio_id int not null, account text not null, id bigint not null default 0, balance_minor bigint not null,
  primary key (studio_id, account, id));

-- Once a statement, however many lines it adds: a thousand lines of one account change its row once.
create function count_money() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from added n where n.reverses_id is not null and not exists (select from ledger l where l.studio_id = n.studio_id and l.id = n.reverses_id and l.what <> 'reversal'
      and (l.from_account, l.from_id, l.to_account, l.to_id, l.amount_minor) = (n.to_account, n.to_id, n.from_account, n.from_id, n.amount_minor))) then
    raise exception 'a reversal mirrors the line it takes back' using errcode = '23514';
  end if;
  insert into account as a (studio_id, account, id, balance_minor)
    select studio_id, account, id, sum(amount) from (
      select studio_id, from_account as account, from_id as id, -amount_minor as amount from added union all select studio_id, to_account, to_id, amount_minor from added) x group by studio_id, account, id order by 1, 2, 3
    on conflict (studio_id, account, id) do update set balance_minor = a.balance_minor + excluded.balance_minor;
  return null;
end $$;
create trigger ledger_counts after insert on ledger referencing new table as added for each statement execute function count_money();
create function count_lessons() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update subscription_balance b set count_halves = b.count_halves + x.count, used_halves = b.used_halves + x.used
    from (select studio_id, subscription_id, sum(count_halves) as count, sum(used_halves) as used from added group by studio_id, subscription_id) x
    where b.studio_id = x.studio_id and b.subscription_id = x.subscription_id;
  insert into subscription_balance(studio_id, subscription_id, count_halves, used_halves)
    select studio_id, subscription_id, case when bool_or(count_halves is null) then null else sum(count_halves) end, sum(used_halves) from added n
    where not exists (select from subscription_balance b where b.studio_id = n.studio_id and b.subscription_id = n.subscription_id) group by studio_id, subscription_id;
  return null;
end $$;
create trigger subscription_entry_counts after insert on subscription_entry referencing new table as added for each statement execute function count_lessons();

create trigger ledger_append_only before update or delete on ledger for each row execute function refuse_change();
create trigger ledger_no_truncate before truncate on ledger for each statement execute function refuse_change();
create trigger subscription_entry_append_only before update or delete on subscription_entry for each row execute function refuse_change();
create trigger subscription_entry_no_truncate before truncate on subscription_entry for each statement execute function refuse_change();

create table expected_payment(
  studio_id int not null references studio, id bigint not null, rev bigint not null, aud text[] not null,
  client_id bigint not null, amount_minor bigint not null check (amount_minor > 0), method text not null check (method in ('card', 'transfer')), on_date date not null, note text,
  primary key (studio_id, id), foreign key (studio_id, client_id) references client);

-- One drawer, opened by one person at a time.
create table shift(
  studio_id int not null references studio, id bigint not null, rev bigint not null, aud text[] not null,
  opened_at bigint not null, opened_by text not null, opened_by_id bigint, float_minor bigint not null check (float_minor >= 0),
  closed_at bigint, closed_by text, counted_minor bigint check (counted_minor >= 0), expected_minor bigint, handed_over_minor bigint check (handed_over_minor >= 0), note text,
  primary key (studio_id, id), check ((closed_at is null) = (counted_minor is null)));
create unique index one_open_shift on shift(studio_id) where closed_at is null;

create table notice(
  studio_id int not null references studio, id bigint not null, rev bigint not null, aud text[] not null,
  kind text not null, client_id bigint not null, subscription_id bigint, lesson_id bigint, group_id bigint, at bigint not null, read_at bigint, client_read_at bigint,
  primary key (studio_id, id), foreign key (studio_id, client_id) references client, foreign key (studio_id, subscription_id) references subscription);
-- Each is told once, whatever goes to and fro.
create unique index one_notice on notice(studio_id, subscription_id, kind) where subscription_id is not null;

-- What a visit has taken, or what will pay for it. Of a subscription so many halves, of the account an amount.
alter table booking add column subscription_id bigint, add column is_paid boolean not null default false, add column taken_halves smallint not null default 0 check (taken_halves between 0 and 2),
  add column charged_minor bigint not null default 0 check (charged_minor >= 0), add column is_forgiven boolean not null default false, add column marked_at timestamptz,
  add check (state <> 'booked' or (taken_halves = 0 and charged_minor = 0 and marked_at is null)), add foreign key (studio_id, subscription_id) references subscription;
create index booking_subscription on booking(studio_id, subscription_id) where subscription_id is not null;
